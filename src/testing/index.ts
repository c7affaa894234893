// The test kit, in reading order.

export { TestPresend, type TestPresendOptions } from './test-presend.js';
export { PresendClient, TEST_CALLERS, type AdminAnswer, type TestCallers } from './presend-client.js';
export { TestDatabase } from './test-database.js';
export { MemorySink } from './memory.sink.js';
export { EmbeddedPostgres } from '../database/embedded-postgres.js';

// What vendors send.
export type { VendorCallback } from './vendor-callback.js';
export { callbackOf, messageOf } from './callback-of.js';
export { CALLBACK_SAMPLES, type CallbackSample, type SampleCommand } from './samples/callback-samples.js';
export { textContent, textElement, type CommandSample, type MemberUse } from './samples/sample-kinds.js';
export { followUpOf } from './follow-up.js';
export { openimPath, tencentPath, type TencentCaller } from './callback-url.js';
export { sign } from '../tencent/tencent-signatures.js';

// What they read of the answers.
export type { Effect, VendorAnswer, VendorReading } from './vendor-answer.js';
export { readAnswer } from './read-answer.js';
export { assertDelivers, assertDrops, assertLegal, assertRefuses } from './assertions.js';
export { vendorMatchers, type VendorMatchers } from './jest-matchers.js';
