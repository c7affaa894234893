import { BadRequestException } from '@nestjs/common';

/** The ETag of what belongs to a version of the rule set. */
export function etagOf(version: number): string {
  return `"v${version}"`;
}

/** The version that If-Match names; undefined: any. @throws BadRequestException where it is no ETag of ours */
export function versionIn(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const [, version] = /^\s*(?:W\/)?"v(\d{1,15})"\s*$/.exec(ifMatch) ?? [];
  if (version === undefined)
    throw new BadRequestException('If-Match must be an ETag of the rules, such as "v12".');
  return Number(version);
}
