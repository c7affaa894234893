import { Logger } from '@nestjs/common';

// What a test provokes is not news.
Logger.overrideLogger(false);
