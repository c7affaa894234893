import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMute1795132800002 implements MigrationInterface {
  readonly name = 'CreateMute1795132800002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mute (
        app_id           text        NOT NULL,
        user_id          text        NOT NULL,
        conversation_id  text        NOT NULL DEFAULT '',
        until            timestamptz,
        code             integer,
        info             text        NOT NULL DEFAULT '',
        updated_at       timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT mute_pk PRIMARY KEY (app_id, user_id, conversation_id)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mute');
  }
}
