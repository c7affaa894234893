import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMemberLevel1795132800001 implements MigrationInterface {
  readonly name = 'CreateMemberLevel1795132800001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE member_level (
        app_id           text        NOT NULL,
        user_id          text        NOT NULL,
        conversation_id  text        NOT NULL DEFAULT '',
        level            text        NOT NULL,
        title            text,
        updated_at       timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT member_level_pk PRIMARY KEY (app_id, user_id, conversation_id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE member_level');
  }
}
