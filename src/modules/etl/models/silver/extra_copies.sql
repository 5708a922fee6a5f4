/* ---
kind: staging
description: The copies that do not stay.
grain: one row a bronze line that is a copy of another
inputs: { twins: staging }
--- */
SELECT _file_hash, _row FROM twins WHERE copy_number > 1
