import { IsOptional, IsString } from 'class-validator';
import { ItemsOf } from '../../json/dto-check.js';
import { TencentActionDto } from '../tencent-action.dto.js';

export class FriendItemDto {
  @IsString()
  To_Account!: string;

  @IsOptional()
  @IsString()
  Remark?: string;

  @IsOptional()
  @IsString()
  GroupName?: string;

  @IsOptional()
  @IsString()
  AddSource?: string;

  /** The text that the asked user reads. */
  @IsOptional()
  @IsString()
  AddWording?: string;
}

/**
 * `Sns.CallbackPrevFriendAdd`.
 *
 * @see https://trtc.io/document/43468 (Before Adding Friends)
 */
export class FriendAddDto extends TencentActionDto {
  /** The user who made the request. */
  @IsOptional()
  @IsString()
  Requester_Account?: string;

  /** The user who wants to add friends. */
  @IsOptional()
  @IsString()
  From_Account?: string;

  @ItemsOf(() => FriendItemDto)
  FriendItem!: FriendItemDto[];

  /** `Add_Type_Single` or `Add_Type_Both`. */
  @IsOptional()
  @IsString()
  AddType?: string;

  /** 1 if the users become friends without being asked. */
  ForceAddFlags?: number;
}
