/** By family, the codes that a Tencent client gets to see. */
const TENCENT_RANGES = [
  [10100, 10200],
  [120001, 130000],
  [102100, 102200],
] as const;

/** Those whom an action does not go on for. */
const REFUSED = ['RefusedMembers_Account', 'RefusedSubscribers_Account'];

/** What the answer to callbackBeforeSetGroupInfoCommand repeats; ex is also that of a message. */
const OPENIM_MORE = [
  'groupID',
  'groupName',
  'notification',
  'introduction',
  'faceURL',
  'ex',
  'needVerification',
  'lookMemberInfo',
  'applyMemberFriend',
  'content',
  'friendUserIDs',
  'operationID',
  'userIDList',
  'users',
];

const OPENIM_FIELDS: Readonly<Record<string, string>> = {
  actionCode: 'number',
  errCode: 'number',
  errMsg: 'string',
  errDlt: 'string',
  nextCode: 'number',
};

/** Says what a vendor could not read of an answer; an empty list where it is legal. */
export function faultsOf(
  vendor: 'tencent' | 'openim',
  status: number,
  headers: Headers,
  text: string,
  openimProfile = 'v3.7',
): string[] {
  const faults: string[] = [];
  if (![200, 403, 405, 413, 414].includes(status)) faults.push(`status ${status}`);
  if (headers.get('content-length') !== String(Buffer.byteLength(text)))
    faults.push('no or a wrong Content-Length');
  if (headers.has('transfer-encoding')) faults.push('it is chunked');
  if (!headers.get('content-type')?.startsWith('application/json'))
    faults.push('its Content-Type is not JSON');
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return [...faults, 'it is not JSON'];
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return [...faults, 'it is not an object'];
  const fields = body as Record<string, unknown>;
  const own = vendor === 'tencent' ? tencentFaults(fields, text) : openimFaults(fields, text, openimProfile);
  return [...faults, ...own, ...mismatches(vendor, status, fields)];
}

/** A status that says another thing than the body: one vendor reads this, the other that. */
function mismatches(vendor: 'tencent' | 'openim', status: number, body: Record<string, unknown>): string[] {
  const isRefusal = vendor === 'tencent' ? body['ActionStatus'] === 'FAIL' : body['nextCode'] === 1;
  if ([403, 413, 414].includes(status) && !isRefusal) return [`status ${status} without a refusal`];
  if (vendor === 'tencent' && status === 200 && isRefusal) return ['status 200 with ActionStatus FAIL'];
  return [];
}

/** Tells whether each is written as an integer: Go takes neither `1.0` nor `1e0` nor `"1"` for one. */
function writesIntegers(text: string, names: readonly string[]): boolean {
  return names.every((name) => new RegExp(`[{,]"${name}":(0|-?[1-9]\\d*)[,}]`).test(text));
}

function tencentFaults(body: Record<string, unknown>, text: string): string[] {
  const faults: string[] = [];
  const { ActionStatus, ErrorCode, ErrorInfo, MsgBody, CloudCustomData } = body;
  const known = [
    'ActionStatus',
    'ErrorInfo',
    'ErrorCode',
    'MsgBody',
    'CloudCustomData',
    'ResultItem',
    ...REFUSED,
  ];
  const extra = Object.keys(body).filter((name) => !known.includes(name));
  if (extra.length > 0) faults.push(`unknown fields ${extra.join(', ')}`);
  if (ActionStatus !== 'OK' && ActionStatus !== 'FAIL') faults.push('ActionStatus');
  if (typeof ErrorInfo !== 'string') faults.push('ErrorInfo is not a string');
  if (!writesIntegers(text, ['ErrorCode'])) faults.push('ErrorCode is not an integer');
  const code = Number(ErrorCode);
  const isOwn = TENCENT_RANGES.some(([first, last]) => code >= first && code <= last);
  if (![0, 1, 2].includes(code) && !isOwn) faults.push(`ErrorCode ${code}`);
  if (code !== 0 && (MsgBody !== undefined || CloudCustomData !== undefined))
    faults.push('a change without ErrorCode 0');
  for (const name of REFUSED) {
    if (name in body && (code !== 0 || !areStrings(body[name]))) faults.push(name);
  }
  if ('ResultItem' in body && (code !== 0 || !areResults(body['ResultItem']))) faults.push('ResultItem');
  if (MsgBody !== undefined && (!Array.isArray(MsgBody) || MsgBody.length === 0)) faults.push('MsgBody');
  if (CloudCustomData !== undefined && typeof CloudCustomData !== 'string') faults.push('CloudCustomData');
  return faults;
}

function areStrings(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}

function areResults(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  return value.every((item: Record<string, unknown>) => {
    const { To_Account, ResultCode, ResultInfo } = item;
    const isLegal = ResultCode === 0 || (Number(ResultCode) >= 38000 && Number(ResultCode) <= 39000);
    return (
      typeof To_Account === 'string' &&
      Number.isInteger(ResultCode) &&
      isLegal &&
      typeof ResultInfo === 'string'
    );
  });
}

function openimFaults(body: Record<string, unknown>, text: string, profile: string): string[] {
  const faults: string[] = [];
  for (const [name, type] of Object.entries(OPENIM_FIELDS)) {
    if (typeof body[name] !== type) faults.push(`${name} is not a ${type}`);
  }
  if (!writesIntegers(text, ['actionCode', 'errCode', 'nextCode'])) faults.push('a code is not an integer');
  const extra = Object.keys(body).filter((name) => !(name in OPENIM_FIELDS) && !OPENIM_MORE.includes(name));
  if (extra.length > 0) faults.push(`unknown fields ${extra.join(', ')}`);
  for (const name of ['ex', 'content']) {
    if (body[name] !== undefined && body[name] !== null && typeof body[name] !== 'string')
      faults.push(`${name} is not a string`);
  }
  const { nextCode, errCode, actionCode } = body as Record<string, number>;
  const isAllow = nextCode === 0 && errCode === 0 && actionCode === 0;
  const isOwnCode = (errCode! >= 5000 && errCode! <= 9999) || (profile === 'v2' && errCode === 0);
  const isReject = nextCode === 1 && isOwnCode;
  if (actionCode !== (isReject && profile === 'v2' ? 1 : 0))
    faults.push(`actionCode is ${actionCode}: the verdict would not be read`);
  if (!isAllow && !isReject) faults.push(`nextCode ${nextCode} with errCode ${errCode}`);
  return faults;
}
