-- Whose arithmetic a check compared: the word for engine, device and precision that the answering node and the verifier
-- have sealed; empty when they state none.
alter table verification_check
  add column backend          text not null default '',
  add column verifier_backend text not null default '';
alter table redundant_check
  add column backend          text not null default '',
  add column verifier_backend text not null default '';
-- Of the latest answers judged.
alter table verification_track
  add column backend          text not null default '',
  add column verifier_backend text not null default '';

-- A calibration is of a pair of backends, or, without, of the weights as a whole.
alter table verification_calibration
  add column backend          text,
  add column verifier_backend text,
  add constraint verification_calibration_pair check ((backend is null) = (verifier_backend is null));
