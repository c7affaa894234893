/** The delivery status of an earlier message. `blocked` and `passed` come from the vendor's own moderation. */
export type DeliveryState = 'sent' | 'failed' | 'recalled' | 'blocked' | 'passed';

/**
 * The delivery status of earlier messages, as a notice reports it. The node finds the record of a message by its
 * `messageKey`, by the members in `CommandOptions.deliveryReports`, or by a name from an earlier report.
 */
export interface DeliveryReport {
  readonly state: DeliveryState;
  /** The ids that the message may have had before it was sent. Requests differ in the ids that they have. */
  readonly keys?: readonly string[];
  /**
   * The vendor's names for the messages in their conversation after they are sent: sequence numbers, or keys. With
   * `sent`, the name that the message got.
   */
  readonly names?: readonly string[];
  /** The reason; only with `failed`. */
  readonly code?: number | null;
  readonly info?: string;
}
