import { PageLimit } from '../../admin/page.js';
import { TextCursor } from '../../admin/text-cursor.js';
import { MOST_RULES } from '../engine/rule.dto.js';

export class RulePageDto {
  @PageLimit(MOST_RULES, MOST_RULES)
  limit: number = MOST_RULES;

  @TextCursor()
  cursor?: string;
}
