import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAdminKey1795219200001 implements MigrationInterface {
  readonly name = 'CreateAdminKey1795219200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE admin_key (
        id          uuid        NOT NULL,
        name        text        NOT NULL,
        role        text        NOT NULL,
        key_hash    bytea       NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now(),
        created_by  text        NOT NULL,
        CONSTRAINT admin_key_pk PRIMARY KEY (id),
        CONSTRAINT admin_key_name_uq UNIQUE (name),
        CONSTRAINT admin_key_hash_uq UNIQUE (key_hash),
        CONSTRAINT admin_key_role_ck CHECK (role IN ('admin', 'editor', 'viewer'))
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE admin_key');
  }
}
