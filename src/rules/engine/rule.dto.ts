import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  type Rule,
  RULE_ACTIONS,
  RULE_STATES,
  type RuleAction,
  type RuleConsequence,
  type RuleScope,
  type RuleState,
  type Selection,
} from './rule.js';

export const RULE_NAME = /^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/;
const MOST_IDS = 10_000;
export const MOST_RULES = 5_000;
const LONGEST_MUTE_S = 366 * 24 * 3_600;

export class SelectionDto implements Selection {
  @ApiPropertyOptional({ type: [String], description: 'Only these.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_IDS)
  @IsString({ each: true })
  include?: string[];

  @ApiPropertyOptional({ type: [String], description: 'Not these.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_IDS)
  @IsString({ each: true })
  exclude?: string[];
}

/** A property that limits a rule to some ids. */
function Limits(description: string, deprecated?: true): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ type: SelectionDto, description, deprecated })(target, property);
    IsOptional()(target, property as string);
    IsObject()(target, property as string);
    ValidateNested()(target, property as string);
    Type(() => SelectionDto)(target, property as string);
  };
}

export class RuleScopeDto implements RuleScope {
  @Limits('SdkAppids, or openim.')
  apps?: SelectionDto;

  @Limits('group, live-room, official-account, c2c, friends, openim.')
  families?: SelectionDto;

  @Limits("The vendors' names of callbacks. Left out: messages alone; with it also what people want to do.")
  commands?: SelectionDto;

  @Limits("The vendor's words: Public, AVChatRoom, …")
  conversationTypes?: SelectionDto;

  @Limits('The old name of conversationTypes.', true)
  groupTypes?: SelectionDto;

  @Limits('Groups, rooms, official accounts, peers.')
  conversations?: SelectionDto;

  @Limits('Who sends.')
  senders?: SelectionDto;

  @Limits('Levels of senders; who has none has the level "".')
  levels?: SelectionDto;

  @Limits("What the sender's client runs on: iOS, Android, Web, RESTAPI, …")
  clientPlatforms?: SelectionDto;

  @Limits('The old name of clientPlatforms.', true)
  platforms?: SelectionDto;

  @ApiPropertyOptional({ description: 'Not asked about what administrators send.', default: false })
  @IsOptional()
  @IsBoolean()
  exemptAdmins?: boolean;
}

export class RuleConsequenceDto implements RuleConsequence {
  @ApiProperty({ enum: RULE_ACTIONS })
  @IsIn(RULE_ACTIONS)
  action!: RuleAction;

  @ApiPropertyOptional({
    type: 'integer',
    example: 10101,
    description: 'Of reject and mute: the code that the client gets.',
  })
  @IsOptional()
  @IsInt()
  code?: number;

  @ApiPropertyOptional({
    maxLength: 1_000,
    description: 'Of reject and mute: the text that the client gets.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  info?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'The same by language (zh, en, ja, ko, ru, ar, th), chosen by the script of the message.',
  })
  @IsOptional()
  @IsObject()
  infoByLanguage?: Record<string, string>;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: LONGEST_MUTE_S,
    description: 'Of mute: for how many seconds.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LONGEST_MUTE_S)
  seconds?: number;

  @ApiPropertyOptional({ description: 'Of mask: what stands for each character.', default: '*' })
  @IsOptional()
  @Matches(/^[^\p{Cc}\p{Cs}]$/u, { message: 'with must be one character that can be seen' })
  with?: string;
}

/** `/<name>`. */
export class RuleNameDto {
  @ApiProperty({ pattern: RULE_NAME.source, example: 'no-casino' })
  @Matches(RULE_NAME, {
    message: 'name must be up to 64 small letters, digits, dots, hyphens and underscores',
  })
  name!: string;
}

export class RuleDto extends RuleNameDto implements Rule {
  @ApiPropertyOptional({ maxLength: 1_000 })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  description?: string;

  @ApiPropertyOptional({ type: RuleScopeDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => RuleScopeDto)
  scope?: RuleScopeDto;

  @ApiProperty({
    maxLength: 10_000,
    description: 'A condition in CEL.',
    example: 'keywords("gambling", text)',
  })
  @IsString()
  @MaxLength(10_000)
  when!: string;

  @ApiProperty({ type: RuleConsequenceDto })
  @IsObject()
  @ValidateNested()
  @Type(() => RuleConsequenceDto)
  then!: RuleConsequenceDto;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: -1_000_000,
    maximum: 1_000_000,
    default: 0,
    description: 'Higher ones are asked first.',
  })
  @IsOptional()
  @IsInt()
  @Min(-1_000_000)
  @Max(1_000_000)
  priority?: number;

  @ApiPropertyOptional({ enum: RULE_STATES, default: 'draft' })
  @IsOptional()
  @IsIn(RULE_STATES)
  state?: RuleState;

  @ApiPropertyOptional({
    minimum: 0,
    maximum: 100,
    default: 100,
    description: 'Of a hundred conversations or senders.',
  })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  percent?: number;

  @ApiPropertyOptional({ enum: ['conversation', 'sender'], default: 'conversation' })
  @IsOptional()
  @IsIn(['conversation', 'sender'])
  percentOf?: 'conversation' | 'sender';

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    description: 'More hits within 60 s demote a live rule to shadow.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  hitLimit?: number;
}

/** A whole rule set, as it is given. */
export class RulesDto {
  @ApiProperty({ type: [RuleDto], maxItems: MOST_RULES })
  @IsArray()
  @ArrayMaxSize(MOST_RULES)
  @ValidateNested({ each: true })
  @Type(() => RuleDto)
  rules!: RuleDto[];
}
