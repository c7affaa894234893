import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMessageClaim1795219200000 implements MigrationInterface {
  readonly name = 'CreateMessageClaim1795219200000';

  async up(runner: QueryRunner): Promise<void> {
    // Every row is gone after minutes: vacuumed by number, since a share of so small a table says nothing.
    await runner.query(`
      CREATE TABLE message_claim (
        key          uuid        NOT NULL,
        received_at  timestamptz NOT NULL,
        id           uuid        NOT NULL,
        claimed_at   timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT message_claim_pk PRIMARY KEY (key)
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
              autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000000)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE message_claim');
  }
}
