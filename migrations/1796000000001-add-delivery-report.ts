import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddDeliveryReport1796000000001 implements MigrationInterface {
  readonly name = 'AddDeliveryReport1796000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message_log ADD COLUMN report jsonb');
    // Of notices alone: a message costs neither of them anything. A list of what is not sorted in yet would be gone
    // through for every message that is looked up.
    await runner.query(`
      CREATE INDEX message_log_report_ix ON message_log USING gin ((report -> 'keys'))
      WITH (fastupdate = off) WHERE report IS NOT NULL
    `);
    await runner.query(`
      CREATE INDEX message_log_named_ix ON message_log (app_id, left(conversation_id, 128), received_at)
      WHERE report ->> 'state' IN ('recalled', 'blocked', 'passed')
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message_log DROP COLUMN report');
  }
}
