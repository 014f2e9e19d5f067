-- A card is asked what it can do. Its firmware is on record, because faults are found by version; of a management key it is recorded
-- for which algorithm it was derived, because another algorithm gives another key (docs/card-profile.md).
alter table card_keys add column firmware text;
alter table card_keys add column management_algorithm text;
alter table card_keys add column management_intended_algorithm text;

-- Until now the series alone decided.
update card_keys set management_algorithm =
    (select case when substr(s.serial, 1, 2) >= '09' then 'Aes256' else 'TripleDes' end from smartcards s where s.id = card_keys.smartcard_id)
    where management > 0;
update card_keys set management_intended_algorithm =
    (select case when substr(s.serial, 1, 2) >= '09' then 'Aes256' else 'TripleDes' end from smartcards s where s.id = card_keys.smartcard_id)
    where management_intended is not null;
