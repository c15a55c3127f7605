-- Nothing sends by itself from a copy (I13). Base stops the scheduled actions; here the connections forget what they need to
-- speak, and what they were confirmed for. One that is resumed starts in preview.
UPDATE crossdock_connection
   SET state = CASE WHEN state = 'draft' THEN 'draft' ELSE 'paused' END,
       state_before_pause = CASE WHEN state = 'draft' THEN NULL ELSE 'preview' END,
       pause_reason = CASE WHEN state = 'draft' THEN NULL ELSE 'This database is a neutralised copy.' END,
       environment = 'staging',
       confirmed_database = NULL,
       confirmed_epoch = NULL,
       confirmed_url = NULL,
       confirmed_at = NULL,
       confirmed_by_id = NULL,
       webhook_token = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');

DELETE FROM crossdock_credential;
UPDATE crossdock_connect SET access_token_sealed = NULL, webhook_secret_sealed = NULL;
