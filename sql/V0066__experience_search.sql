-- Substring search with an index: every run of three characters of a text, lower case. A text that holds a wanted
-- string holds all runs of it, so the index finds the candidates and a comparison of the texts decides.
create function text_runs(t text) returns text[]
  language plpgsql immutable strict parallel safe as $$
declare
  small text := lower(t);
  runs  text[] := '{}';
begin
  for i in 1 .. length(small) - 2 loop
    runs[i] := substr(small, i, 3);
  end loop;
  return runs;
end $$;

create index experience_text_runs on experience using gin (text_runs(text));

-- By library, newest first and most used first.
create index experience_domain_newest on experience (domain, created_at desc, id desc);
create index experience_author_newest on experience (author_id, created_at desc, id desc);
drop index experience_author;
