import type { CallbackEvent, MessageElement } from '../../pipeline/callback-event.js';

/** The engine's questions about a vendor's own words. Each vendor answers them, so that the engine knows no vendor. */
export interface VendorFacts {
  /** The vendor's name for the type of an element, for instance `TIMTextElem` or `101`. */
  elementType?(element: MessageElement): string | undefined;
  /** What an element holds, as conditions see it. Anything but an object stands in the member `content`. */
  elementContent?(element: MessageElement): unknown;
  /** Whether an administrator made the call: through the REST API, or in the name of the sender. */
  isAdminCall?(event: CallbackEvent): boolean;
}

/** Facts by `event.platform`. */
export type VendorFactsByName = ReadonlyMap<string, VendorFacts>;

/** Stands in for a vendor that answers nothing. */
export const UNKNOWN_VENDOR: VendorFacts = {};

/** Facts by name, of platforms or of anything else that has a name. */
export function vendorFactsByName(
  vendors: Iterable<VendorFacts & { readonly name: string }>,
): VendorFactsByName {
  return new Map(Array.from(vendors, (vendor) => [vendor.name, vendor]));
}

/** Whether the operator is another user than the sender. */
export function isSentForSender({ operatorId, senderId }: CallbackEvent): boolean {
  return operatorId !== null && operatorId !== senderId;
}
