import middy from '@middy/core';
import { commonParts } from '../adapters/parts.ts';
import { httpErrors } from '../middleware/http-errors.ts';
import { type HttpEvent, httpRouter } from '../middleware/http-router.ts';
import { logContext } from '../middleware/log-context.ts';

const { log, meter } = commonParts();

export const handler = middy<HttpEvent, unknown>()
  .use(logContext(log, ({ requestContext }: HttpEvent) => ({ request: requestContext.requestId })))
  .use(httpErrors(log, meter))
  .handler(httpRouter({}));
