import { Injectable } from '@nestjs/common';
import { CommandTable } from '../pipeline/commands/command-table.js';

/** The codes that a mute may have: vendors deliver no others to clients. */
@Injectable()
export class MuteCodes {
  constructor(private readonly table: CommandTable) {}

  /** @returns what is wrong with a code in an app; undefined: the code is valid */
  faultOf(app: string, code: number | null | undefined): string | undefined {
    if (code === null || code === undefined) return undefined;
    const platform = [...this.table.platforms].find((candidate) => candidate.ownsApp(app));
    if (!platform) return `No platform has an app '${app}': a SdkAppid, or openim.`;
    const ranges = Object.values(platform.codeRanges);
    if (ranges.some(([first, last]) => code >= first && code <= last)) return undefined;
    const texts = new Set(ranges.map(([first, last]) => `${first}–${last}`));
    return `code must lie in ${[...texts].join(' or ')}: others reach no client.`;
  }
}
