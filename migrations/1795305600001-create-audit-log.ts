import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditLog1795305600001 implements MigrationInterface {
  readonly name = 'CreateAuditLog1795305600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_call (
        id      bigint      GENERATED ALWAYS AS IDENTITY,
        at      timestamptz NOT NULL DEFAULT now(),
        actor   text        NOT NULL,
        role    text        NOT NULL,
        address text        NOT NULL,
        method  text        NOT NULL,
        url     text        NOT NULL,
        body    text,
        CONSTRAINT audit_call_pk PRIMARY KEY (id)
      )
    `);
    await runner.query(`
      CREATE TABLE audit_outcome (
        id     bigint      NOT NULL,
        at     timestamptz NOT NULL DEFAULT now(),
        status integer     NOT NULL,
        CONSTRAINT audit_outcome_pk PRIMARY KEY (id),
        CONSTRAINT audit_outcome_call_fk FOREIGN KEY (id) REFERENCES audit_call (id)
      )
    `);
    for (const table of ['audit_call', 'audit_outcome']) {
      await runner.query(`
        CREATE TRIGGER ${table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION presend_refuse_change()
      `);
    }
    await runner.query(`
      ALTER TABLE admin_key
        ADD COLUMN expires_at timestamptz,
        ADD COLUMN revoked_at timestamptz,
        DROP CONSTRAINT admin_key_role_ck,
        ADD CONSTRAINT admin_key_role_ck CHECK (role IN ('admin', 'editor', 'moderator', 'viewer')),
        DROP CONSTRAINT admin_key_name_uq
    `);
    // The name of a key that was taken back is free again.
    await runner.query('CREATE UNIQUE INDEX admin_key_name_uq ON admin_key (name) WHERE revoked_at IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX admin_key_name_uq');
    await runner.query(`DELETE FROM admin_key WHERE revoked_at IS NOT NULL OR role = 'moderator'`);
    await runner.query(`
      ALTER TABLE admin_key
        DROP COLUMN expires_at,
        DROP COLUMN revoked_at,
        DROP CONSTRAINT admin_key_role_ck,
        ADD CONSTRAINT admin_key_role_ck CHECK (role IN ('admin', 'editor', 'viewer')),
        ADD CONSTRAINT admin_key_name_uq UNIQUE (name)
    `);
    await runner.query('DROP TABLE audit_outcome');
    await runner.query('DROP TABLE audit_call');
  }
}
