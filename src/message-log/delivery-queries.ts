/** Reports of a message that are looked at; vendors tell again and again. */
const MOST = 20;

/**
 * How long after a message something may be told of it. That it was sent or failed is told at once, and the random
 * numbers that name messages come again; the clocks of nodes differ.
 */
const TOLD_IN_TIME = `n.received_at > m.received_at - interval '5 minutes'
  AND n.received_at < m.received_at + interval '30 days'
  AND (n.report ->> 'state' NOT IN ('sent', 'failed') OR n.received_at < m.received_at + interval '1 hour')`;

/** That a notice `n` is about the message `m`. @param key SQL of what named it before it was sent */
export const isAbout = (key: string): string => `n.report IS NOT NULL AND n.report -> 'keys' ? ${key}
  AND n.app_id = m.app_id
  AND (n.conversation_id IS NULL OR n.conversation_id = m.conversation_id)
  AND (n.sender_id IS NULL OR m.sender_id IS NULL OR n.sender_id = m.sender_id)
  AND ${TOLD_IN_TIME}`;

const IN_ITS_CONVERSATION = `n.app_id = m.app_id
  AND left(n.conversation_id, 128) = left(m.conversation_id, 128) AND n.conversation_id = m.conversation_id
  AND (n.topic_id IS NULL OR m.topic_id IS NULL OR n.topic_id = m.topic_id)`;

const reports = (condition: string): string => `
SELECT m.id AS of, n.*
FROM unnest($1::timestamptz[], $2::uuid[], $3::text[]) AS given (received_at, id, name)
JOIN message_log m USING (received_at, id)
CROSS JOIN LATERAL (
  SELECT n.id, n.report, n.event_time, n.received_at, n.request FROM message_log n WHERE ${condition}
  ORDER BY n.received_at LIMIT ${MOST}
) n`;

/** Of messages by one of their keys. */
export const BY_KEY = reports(isAbout('given.name'));

/** Of messages that nothing names before they are sent: what was sent in their conversation a moment later. */
export const BY_TIME = reports(`n.report ->> 'state' = 'sent' AND ${IN_ITS_CONVERSATION}
  AND n.received_at > m.received_at - interval '1 second'
  AND n.received_at < m.received_at + interval '1 minute'`);

/** Of messages by the name that they got when they were sent. */
export const BY_NAME = reports(`n.report ->> 'state' IN ('recalled', 'blocked', 'passed')
  AND ${IN_ITS_CONVERSATION} AND n.report -> 'names' ? given.name AND ${TOLD_IN_TIME}`);
