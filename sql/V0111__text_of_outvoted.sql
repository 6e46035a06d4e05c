-- Whether the claimed tokens make the text, as the node that looked at another's answer found: shown to the panel beside
-- its figures. Not kept before.
alter table redundant_check add text_fits boolean not null default true;
