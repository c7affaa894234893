import { IsOptional, IsString } from 'class-validator';
import { TencentActionDto } from '../tencent-action.dto.js';

/**
 * `OfficialAccount.CallbackBeforeCreateOfficialAccount`.
 *
 * @see https://trtc.io/document/60795 (Before an Official Account Is Created)
 */
export class CreateOfficialAccountDto extends TencentActionDto {
  @IsOptional()
  @IsString()
  Operator_Account?: string;

  @IsOptional()
  @IsString()
  Owner_Account?: string;

  @IsOptional()
  @IsString()
  Name?: string;
}
