import {
  BadRequestException,
  Body,
  ConflictException,
  Delete,
  Get,
  Header,
  HttpCode,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
} from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
} from '@nestjs/swagger';
import { AdminController } from './admin-controller.decorator.js';
import { AdminKeyRegistry, type NewAdminKey } from './admin-key-registry.service.js';
import { AdminKeyDto } from './admin-key.dto.js';
import { CurrentAdminKey, type KeyHolder } from './admin-request.js';
import { NeedsRole } from './admin-role.js';

/** A key as the API lists it. */
type AdminKeyItem = Omit<NewAdminKey, 'key'>;

const noSuchKey = () =>
  new NotFoundException('There is no key with this id: GET /api/v1/api-keys lists them.');

@AdminController('api-keys')
@NeedsRole('admin')
export class AdminKeysController {
  constructor(private readonly keys: AdminKeyRegistry) {}

  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Makes a key, and shows it this once.' })
  @ApiCreatedResponse({
    description:
      '{ id, name, role, key, createdAt, createdBy, expiresAt, revokedAt }; only a hash of the key is kept.',
  })
  @ApiConflictResponse({ description: 'Another key has the name.' })
  async create(
    @Body() { name, role, expiresAt = null }: AdminKeyDto,
    @CurrentAdminKey() caller: KeyHolder,
  ): Promise<NewAdminKey> {
    if (expiresAt && expiresAt.getTime() <= Date.now())
      throw new BadRequestException('expiresAt has passed: the key would be of no use.');
    const created = await this.keys.create({ name, role, expiresAt }, caller.name);
    if (!created) throw new ConflictException(`The name '${name}' is taken: choose another one.`);
    return created;
  }

  @Get()
  @ApiOperation({ summary: 'Lists the stored keys, oldest first, without the keys themselves.' })
  @ApiOkResponse({
    description: '{ items: [{ id, name, role, createdAt, createdBy, expiresAt, revokedAt }] }',
  })
  list(): { items: AdminKeyItem[] } {
    const items = this.keys.all.map((key) => {
      const { id, name, role, createdAt, createdBy, expiresAt, revokedAt } = key;
      return { id, name, role, createdAt, createdBy, expiresAt, revokedAt };
    });
    return { items };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a key back: nobody gets in with it any more.' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiNotFoundResponse({ description: 'No key has the id.' })
  async remove(@Param('id', new ParseUUIDPipe({ exceptionFactory: noSuchKey })) id: string): Promise<void> {
    if (!(await this.keys.remove(id))) throw noSuchKey();
  }
}
