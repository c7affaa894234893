import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMessageLog1795132800000 implements MigrationInterface {
  readonly name = 'CreateMessageLog1795132800000';

  async up(runner: QueryRunner): Promise<void> {
    // The partitions, one a day, are made by the running service: no migration knows the days to come.
    await runner.query(`
      CREATE TABLE message_log (
        received_at            timestamptz NOT NULL,
        id                     uuid        NOT NULL,
        platform               text        NOT NULL,
        family                 text        NOT NULL,
        command                text        NOT NULL,
        app_id                 text        NOT NULL,
        conversation_id        text,
        topic_id               text,
        conversation_type      text,
        sender_id              text,
        operator_id            text,
        client_ip              text,
        client_platform        text,
        message_key            text,
        event_time             bigint,
        request                text        NOT NULL,
        readable_text          text        NOT NULL,
        cloud_custom_data      text,
        verdict                text        NOT NULL,
        code                   integer,
        info                   text,
        decided_by             text        NOT NULL,
        rule_set_version       bigint,
        delivered_body         text,
        delivered_custom_data  text,
        failure                text,
        elapsed_ms             real        NOT NULL,
        CONSTRAINT message_log_pk PRIMARY KEY (received_at, id),
        CONSTRAINT message_log_verdict_ck CHECK (verdict IN ('allow', 'reject', 'discard'))
      ) PARTITION BY RANGE (received_at)
    `);
    // Ids are cut in the indexes: a longer one than a page of an index holds would fail its row.
    await runner.query(`
      CREATE INDEX message_log_conversation_ix ON message_log (app_id, left(conversation_id, 128), received_at)
    `);
    await runner.query(`
      CREATE INDEX message_log_sender_ix ON message_log (app_id, left(sender_id, 128), received_at)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE message_log');
  }
}
