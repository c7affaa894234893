import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const MOST_TIMES = 100_000;

/** A text of a message that may be left out. */
function Text(): PropertyDecorator {
  return (target, property) => {
    IsOptional()(target, property as string);
    IsString()(target, property as string);
  };
}

/** A message of a case; what is left out is the vendor's silence. */
export class CaseMessageDto {
  @Text() text?: string;
  /** As the vendor sends them; the text is read from them where none is given. */
  @IsOptional() @IsArray() @IsObject({ each: true }) elements?: Record<string, unknown>[];
  @Text() app?: string;
  @Text() family?: string;
  @Text() command?: string;
  @Text() conversation?: string;
  @Text() conversationType?: string;
  @Text() topic?: string;
  @Text() sender?: string;
  @Text() operator?: string;
  @Text() clientIp?: string;
  @Text() clientPlatform?: string;
  @Text() customData?: string;
  @Text() level?: string;
  @IsOptional() @IsInt() @Min(0) strikes?: number;
  @IsOptional() @IsISO8601({ strict: true }) at?: string;
}

/** What is expected of the rules; what is left out may be anything, and null means none. */
export class ExpectationDto {
  @IsOptional() @IsIn(['allow', 'reject', 'discard']) verdict?: string;
  @IsOptional() @IsInt() code?: number | null;
  @Text() info?: string | null;
  @Text() rule?: string | null;
  @IsOptional() @IsArray() @IsString({ each: true }) hits?: string[];
  @IsOptional() @IsArray() @IsString({ each: true }) reviews?: string[];
  @IsOptional() @IsInt() mutedFor?: number | null;
  /** The text as it is delivered, with words covered. */
  @Text() delivered?: string | null;
}

/** One message of several; what of it is left out is the case's. */
export class StepDto {
  @IsOptional() @IsObject() @ValidateNested() @Type(() => CaseMessageDto) message?: CaseMessageDto;
  /** Seconds since the message before. */
  @IsOptional() @IsNumber() @Min(0) after?: number;
  @IsOptional() @IsInt() @Min(1) @Max(MOST_TIMES) times?: number;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => ExpectationDto) expect?: ExpectationDto;
}

export class CaseDto {
  @IsString() @IsNotEmpty() name!: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => CaseMessageDto) message?: CaseMessageDto;
  @ValidateIf(({ steps }: CaseDto) => steps === undefined)
  @IsObject({ message: 'expect says what the rules should do: verdict, code, rule, hits; or steps have it' })
  @ValidateNested()
  @Type(() => ExpectationDto)
  expect?: ExpectationDto;
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ValidateNested({ each: true })
  @Type(() => StepDto)
  steps?: StepDto[];
}

export class CasesDto {
  @IsArray() @ValidateNested({ each: true }) @Type(() => CaseDto) cases!: CaseDto[];
}
