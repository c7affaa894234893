/** The codes that OpenIM passes on to the sender's client; both ends belong to them. */
export const OPENIM_CODE_RANGES = { openim: [5000, 9999] } as const;
