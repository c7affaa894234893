/** What became of a message that was asked about before; `blocked` and `passed` are the vendor's own moderation. */
export type DeliveryState = 'sent' | 'failed' | 'recalled' | 'blocked' | 'passed';

/**
 * What a notice tells of messages that were asked about before. A record of one is found by its `messageKey` (or what else
 * `CommandOptions.deliveryReports` says), or by a name that an earlier report gave it.
 */
export interface DeliveryReport {
  readonly state: DeliveryState;
  /** What named the message before it was sent; several where requests differ in which of them they have. */
  readonly keys?: readonly string[];
  /**
   * What the vendor calls the messages within their conversation once they are sent: sequence numbers, or keys. Of
   * `sent` the name that the message gets.
   */
  readonly names?: readonly string[];
  /** Of `failed`: why. */
  readonly code?: number | null;
  readonly info?: string;
}
