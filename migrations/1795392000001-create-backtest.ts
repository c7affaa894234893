import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBacktest1795392000001 implements MigrationInterface {
  readonly name = 'CreateBacktest1795392000001';

  async up(runner: QueryRunner): Promise<void> {
    // What rules were told beside the message: judged with it again, it is judged the same.
    await runner.query('ALTER TABLE message_log ADD COLUMN observed text');
    await runner.query(`
      CREATE TABLE backtest (
        id           bigint      GENERATED ALWAYS AS IDENTITY,
        state        text        NOT NULL DEFAULT 'queued',
        version      bigint,
        rules        text        NOT NULL,
        lists        text        NOT NULL,
        scope        text        NOT NULL,
        started_by   text        NOT NULL,
        created_at   timestamptz NOT NULL DEFAULT now(),
        attempts     integer     NOT NULL DEFAULT 0,
        heartbeat_at timestamptz,
        total        bigint,
        done         bigint      NOT NULL DEFAULT 0,
        finished_at  timestamptz,
        failure      text,
        report       text,
        CONSTRAINT backtest_pk PRIMARY KEY (id),
        CONSTRAINT backtest_state_ck
          CHECK (state IN ('queued', 'running', 'done', 'cancelled', 'failed')),
        CONSTRAINT backtest_finished_ck
          CHECK ((state IN ('done', 'cancelled', 'failed')) = (finished_at IS NOT NULL))
      )
    `);
    await runner.query(`CREATE INDEX backtest_open_ix ON backtest (id) WHERE state IN ('queued', 'running')`);
    await runner.query(`
      CREATE TABLE rule_rate (
        fingerprint text             NOT NULL,
        per_minute  double precision NOT NULL,
        backtest_id bigint           NOT NULL,
        measured_at timestamptz      NOT NULL DEFAULT now(),
        CONSTRAINT rule_rate_pk PRIMARY KEY (fingerprint)
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rule_rate');
    await runner.query('DROP TABLE backtest');
    await runner.query('ALTER TABLE message_log DROP COLUMN observed');
  }
}
