/** Reports of a message that are looked at; vendors tell again and again. */
const MOST = 20;

/**
 * How long after a message something may be told of it. That it was sent or failed is told at once, and the random
 * numbers that name messages come again; the clocks of nodes differ.
 */
const TOLD_IN_TIME = `n.received_at > m.received_at - interval '5 minutes'
  AND n.received_at < m.received_at + interval '30 days'
  AND (n.report ->> 'state' NOT IN ('sent', 'failed') OR n.received_at < m.received_at + interval '1 hour')`;

// Materialized, and its conditions are those of an index: PostgreSQL knows little of what is in JSON, and would take
// an index of times instead, or hash all notices there are.
const found = (condition: string): string => `WITH n AS MATERIALIZED (
  SELECT n.id, n.report, n.event_time, n.received_at, n.request, n.app_id, n.conversation_id, n.topic_id, n.sender_id
  FROM message_log n WHERE ${condition}
)`;

const withKey = (key: string): string => found(`n.report IS NOT NULL AND n.report -> 'keys' ? ${key}`);
const IS_ABOUT = `n.app_id = m.app_id
  AND (n.conversation_id IS NULL OR n.conversation_id = m.conversation_id)
  AND (n.sender_id IS NULL OR m.sender_id IS NULL OR n.sender_id = m.sender_id)
  AND ${TOLD_IN_TIME}`;

const reports = (from: string, condition: string): string => `
SELECT m.id AS of, n.*
FROM unnest($1::timestamptz[], $2::uuid[], $3::text[]) AS given (received_at, id, name)
JOIN message_log m USING (received_at, id)
CROSS JOIN LATERAL (
  ${from}
  SELECT n.id, n.report, n.event_time, n.received_at, n.request FROM n WHERE ${condition}
  ORDER BY n.received_at LIMIT ${MOST}
) n`;

/** The reports of some messages, by one of their keys. */
export const BY_KEY = reports(withKey('given.name'), IS_ABOUT);

const IN_ITS_CONVERSATION = `n.app_id = m.app_id AND left(n.conversation_id, 128) = left(m.conversation_id, 128)`;

/** Of messages that nothing names before they are sent: what was sent in their conversation a moment later. */
export const BY_TIME = reports(
  found(`${IN_ITS_CONVERSATION} AND n.received_at > m.received_at - interval '1 second'
    AND n.received_at < m.received_at + interval '1 minute'`),
  `n.report ->> 'state' = 'sent' AND n.conversation_id = m.conversation_id`,
);

/** Of messages by the name that they got when they were sent. */
export const BY_NAME = reports(
  found(`n.report ->> 'state' IN ('recalled', 'blocked', 'passed') AND ${IN_ITS_CONVERSATION}`),
  `n.conversation_id = m.conversation_id AND n.report -> 'names' ? given.name
    AND (n.topic_id IS NULL OR m.topic_id IS NULL OR n.topic_id = m.topic_id) AND ${TOLD_IN_TIME}`,
);

/** SQL that is true where one of these states was told of the message `m`, else null. */
export const isTold = (states: string): string => `(${withKey('m.message_key')}
  SELECT true FROM n WHERE ${IS_ABOUT} AND n.report ->> 'state' IN (${states}) LIMIT 1)`;
