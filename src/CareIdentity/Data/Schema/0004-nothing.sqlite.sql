-- Keeps the number of a step that is not in this line of development.
select 1;
