import { ServiceException } from '../model/exceptions.ts';

/**
 * The operation of 2018 is gone.
 *
 * @throws ServiceException BadRequestException: what the service says since (contract 2.4).
 */
export async function executeSql(): Promise<never> {
  throw new ServiceException(
    'BadRequestException',
    'This API is deprecated and not available. Use ExecuteStatement API instead',
  );
}
