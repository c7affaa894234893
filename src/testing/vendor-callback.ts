/** One request of a vendor, before it has a url. */
export interface VendorCallback {
  readonly platform: 'tencent' | 'openim';
  readonly command: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** The one before it about the same message; see `followUpOf`. */
  readonly follows?: VendorCallback;
}
