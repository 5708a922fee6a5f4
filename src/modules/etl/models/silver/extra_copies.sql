/* ---
kind: staging
description: The copies that do not stay.
grain: one row a bronze line that is a copy of another
keys: [_file_hash, _row]
inputs: { twins: staging }
columns:
  _file_hash: SHA-256 of the file of the copy
  _row: its data row there
--- */
SELECT _file_hash, _row FROM twins WHERE copy_number > 1
