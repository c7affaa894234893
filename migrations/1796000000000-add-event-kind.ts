import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AddEventKind1796000000000 implements MigrationInterface {
  readonly name = 'AddEventKind1796000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message_log ADD COLUMN kind text, ADD COLUMN refused_targets jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message_log DROP COLUMN refused_targets, DROP COLUMN kind');
  }
}
