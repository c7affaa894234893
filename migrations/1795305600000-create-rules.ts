import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRules1795305600000 implements MigrationInterface {
  readonly name = 'CreateRules1795305600000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE message_log
        ADD COLUMN rule      text,
        ADD COLUMN rule_hits text,
        ADD COLUMN shadow    text
    `);
    await runner.query(`
      CREATE TABLE keyword_list (
        revision    bigint      GENERATED ALWAYS AS IDENTITY,
        name        text        NOT NULL,
        options     text        NOT NULL,
        entries     text        NOT NULL,
        entry_count integer     NOT NULL,
        author      text        NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT keyword_list_pk PRIMARY KEY (revision)
      )
    `);
    await runner.query(`
      CREATE TABLE rule_set (
        version    bigint      GENERATED ALWAYS AS IDENTITY,
        parent     bigint,
        rules      text        NOT NULL,
        lists      text        NOT NULL,
        author     text        NOT NULL,
        reason     text        NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT rule_set_pk PRIMARY KEY (version)
      )
    `);
    await runner.query(`
      CREATE TABLE rule_set_approval (
        version     bigint      NOT NULL,
        approved_by text        NOT NULL,
        approved_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT rule_set_approval_pk PRIMARY KEY (version, approved_by),
        CONSTRAINT rule_set_approval_version_fk FOREIGN KEY (version) REFERENCES rule_set (version)
      )
    `);
    await runner.query(`
      CREATE TABLE rule_set_activation (
        id           bigint      GENERATED ALWAYS AS IDENTITY,
        version      bigint      NOT NULL,
        activated_by text        NOT NULL,
        reason       text        NOT NULL,
        activated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT rule_set_activation_pk PRIMARY KEY (id),
        CONSTRAINT rule_set_activation_version_fk FOREIGN KEY (version) REFERENCES rule_set (version)
      )
    `);
    await runner.query(`
      CREATE FUNCTION presend_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION '% keeps what it has: rows are added, and neither changed nor deleted', TG_TABLE_NAME;
      END $$
    `);
    for (const table of TABLES_THAT_GROW) {
      await runner.query(`
        CREATE TRIGGER ${table}_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION presend_refuse_change()
      `);
    }
    await runner.query(`
      CREATE TABLE review_item (
        id            uuid        NOT NULL,
        received_at   timestamptz NOT NULL,
        rules         jsonb       NOT NULL,
        claimed_by    text,
        claimed_until timestamptz,
        label         text,
        decided_by    text,
        decided_at    timestamptz,
        CONSTRAINT review_item_pk PRIMARY KEY (id),
        CONSTRAINT review_item_decided_ck CHECK ((label IS NULL) = (decided_at IS NULL))
      )
    `);
    await runner.query(`
      CREATE TABLE incident (
        id          bigint      GENERATED ALWAYS AS IDENTITY,
        happened_at timestamptz NOT NULL DEFAULT now(),
        rule        text        NOT NULL,
        version     bigint      NOT NULL,
        hits        integer     NOT NULL,
        hit_limit   integer     NOT NULL,
        CONSTRAINT incident_pk PRIMARY KEY (id)
      )
    `);
    await runner.query(
      'CREATE INDEX review_item_open_ix ON review_item (received_at, id) WHERE label IS NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE incident');
    await runner.query('DROP TABLE review_item');
    await runner.query('DROP TABLE rule_set_activation');
    await runner.query('DROP TABLE rule_set_approval');
    await runner.query('DROP TABLE rule_set');
    await runner.query('DROP TABLE keyword_list');
    await runner.query('DROP FUNCTION presend_refuse_change');
    await runner.query('ALTER TABLE message_log DROP COLUMN shadow, DROP COLUMN rule_hits, DROP COLUMN rule');
  }
}

/** What judged a message yesterday can be looked at tomorrow. */
const TABLES_THAT_GROW = ['keyword_list', 'rule_set', 'rule_set_approval', 'rule_set_activation'];
