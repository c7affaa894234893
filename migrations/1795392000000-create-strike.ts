import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStrike1795392000000 implements MigrationInterface {
  readonly name = 'CreateStrike1795392000000';

  async up(runner: QueryRunner): Promise<void> {
    // Kept when they are over or taken back: a backtest asks how many somebody had last week.
    await runner.query(`
      CREATE TABLE strike (
        id         bigint      GENERATED ALWAYS AS IDENTITY,
        app_id     text        NOT NULL,
        user_id    text        NOT NULL,
        reason     text        NOT NULL,
        given_by   text        NOT NULL,
        given_at   timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        revoked_by text,
        revoked_at timestamptz,
        CONSTRAINT strike_pk PRIMARY KEY (id),
        CONSTRAINT strike_revoked_ck CHECK ((revoked_by IS NULL) = (revoked_at IS NULL))
      )
    `);
    await runner.query('CREATE INDEX strike_user_ix ON strike (app_id, user_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE strike');
  }
}
