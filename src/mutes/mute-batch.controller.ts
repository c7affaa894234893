import { Body, Post } from '@nestjs/common';
import { AdminController } from '../admin/admin-controller.decorator.js';
import { NeedsRole } from '../admin/admin-role.js';
import { ApiCall } from '../admin/api-call.decorator.js';
import { FaultyContentException } from '../admin/problems/faulty-call.exception.js';
import type { Fault } from '../admin/problems/problem.js';
import { MuteCodes } from './mute-codes.js';
import { MuteBatchAnswer } from './mute-item.js';
import { MuteRegistry } from './mute-registry.js';
import { type BatchUnmuteDto, MuteBatchDto } from './mute.dto.js';
import { type MuteKey, muteKey } from './mute.store.js';

// In Express, a colon begins a parameter unless it is escaped.
@AdminController('mutes\\:batch')
export class MuteBatchController {
  constructor(
    private readonly mutes: MuteRegistry,
    private readonly codes: MuteCodes,
  ) {}

  @Post()
  @NeedsRole('moderator')
  @ApiCall({
    id: 'changeMutes',
    summary: 'Adds and removes many mutes: all of them, or none if an item is wrong.',
    answer: MuteBatchAnswer,
    problems: [422],
  })
  async change(@Body() { put, remove }: MuteBatchDto): Promise<MuteBatchAnswer> {
    const faults = this.#faultsOf(put, remove);
    if (faults.length > 0)
      throw new FaultyContentException(`Nothing was changed: ${faults.length} item(s) are wrong.`, faults);
    const mutes = put.map((mute) => {
      const { until = null, code = null, info } = mute;
      return { ...muteKeyOf(mute), until, code, info: info ?? '' };
    });
    return { put: put.length, removed: await this.mutes.change(mutes, remove.map(muteKeyOf)) };
  }

  #faultsOf(put: MuteBatchDto['put'], remove: MuteBatchDto['remove']): Fault[] {
    const faults: Fault[] = [];
    const first = new Map<string, string>();
    for (const [name, items] of Object.entries({ put, remove })) {
      for (const [index, item] of items.entries()) {
        const pointer = `/${name}/${index}`;
        const key = muteKey(muteKeyOf(item));
        const other = first.get(key);
        if (other) faults.push({ pointer, detail: `is the mute of ${other} too` });
        else first.set(key, pointer);
        const fault = 'code' in item ? this.codes.faultOf(item.app, item.code as number | null) : undefined;
        if (fault) faults.push({ pointer: `${pointer}/code`, detail: fault });
      }
    }
    return faults;
  }
}

function muteKeyOf({ app, userId, conversationId }: BatchUnmuteDto): MuteKey {
  return { appId: app, userId, conversationId: conversationId ?? '' };
}
