import { IsOptional, IsString } from 'class-validator';
import { TencentActionDto } from '../tencent-action.dto.js';

/**
 * `Group.CallbackBeforeCreateTopic`. The documented body does not name the community.
 *
 * @see https://trtc.io/document/49463 (Before a Topic Is Created)
 */
export class CreateTopicDto extends TencentActionDto {
  @IsOptional()
  @IsString()
  GroupId?: string;

  @IsOptional()
  @IsString()
  Operator_Account?: string;

  /** `Community`. */
  @IsOptional()
  @IsString()
  Type?: string;

  @IsOptional()
  @IsString()
  Name?: string;
}
