/** Marks a member level: the `Desc` of Tencent's custom element, and the name of the member in OpenIM's `ex`. */
export const LEVEL_MARK = 'CustomElement.MemberLevel';
