import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NextCursor, type Page, PageItems } from '../admin/page.js';
import type { Keyword, KeywordListOptions } from './keyword.js';
import type { ListSummary } from './keyword-list.store.js';
import { Changed } from '../rules/versions/rule-set-items.js';

/** One entry of a list, as a line has it; a line may also be the bare text. */
export class KeywordItem implements Keyword {
  @ApiProperty({ maxLength: 200, example: 'casino' })
  text!: string;

  @ApiPropertyOptional({ enum: ['forbid', 'allow'], default: 'forbid' })
  kind?: 'forbid' | 'allow';

  @ApiPropertyOptional()
  category?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 5 })
  severity?: number;
}

/** How a list is searched for. */
export class ListOptions implements KeywordListOptions {
  @ApiPropertyOptional({ description: 'Chinese words are found in Latin letters too.' })
  pinyin?: boolean;
}

/** A revision of a list, without its entries. */
export class KeywordListItem implements ListSummary {
  @ApiProperty({ example: 'gambling' })
  name!: string;

  @ApiProperty({ type: 'integer' })
  revision!: number;

  @ApiProperty({ type: ListOptions })
  options!: ListOptions;

  @ApiProperty({ type: 'integer' })
  entryCount!: number;

  @ApiProperty({ description: 'The name of the key that imported it.' })
  author!: string;

  @ApiProperty()
  createdAt!: Date;
}

export class KeywordListPage implements Page<KeywordListItem, string> {
  @PageItems(KeywordListItem)
  items!: KeywordListItem[];

  @NextCursor('string')
  nextCursor!: string | null;
}

/** What came of an import. */
export class KeywordsImported extends Changed {
  @ApiProperty({ type: 'integer', description: 'Entries of the list: all lines.' })
  entries!: number;
}
