using CareIdentity.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CareIdentity.Web.Sessions;

/// <summary>
/// The origin that a card signs for. A live service takes it from its configuration, never from a request; on loopback, where only this
/// machine can ask, it is the address in use, so that any free port works.
/// </summary>
public sealed class ServiceOrigin(IOptions<ServiceOptions> service)
{
    public string Of(HttpRequest request) =>
        service.Value.Origin ?? (IsLoopback(request.Host.Host)
            ? $"{request.Scheme}://{request.Host}"
            : throw new InvalidOperationException("Service:Origin must be configured where the service is not reached over loopback."));

    public static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]" or "::1";
}
