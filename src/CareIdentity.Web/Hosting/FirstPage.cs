namespace CareIdentity.Web.Hosting;

/// <summary>
/// Draws the sign-in page once, for nobody, while the rest of the set-up goes on: its views, the keys of its form and whatever else a page takes
/// the first time are there when somebody asks. It reads no more than that page does.
/// </summary>
internal static class FirstPage
{
    private const string Address = "sign-in";

    public static Task DrawAsync(WebApplication service, CancellationToken stopping) =>
        Task.Run(() => TryDrawAsync(service, stopping), CancellationToken.None);

    private static async Task TryDrawAsync(WebApplication service, CancellationToken stopping)
    {
        try
        {
            await DrawOnceAsync(service);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            // Whoever asks for it is told, too; everything else may work.
            service.Logger.LogError(e, "The sign-in page cannot be drawn.");
        }
        catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException)
        {
            // Told to stop, and nobody needs it any more.
        }
    }

    private static async Task DrawOnceAsync(WebApplication service)
    {
        var page = ((IEndpointRouteBuilder)service).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .First(endpoint => endpoint.RoutePattern.RawText == Address);
        await using var scope = service.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        (http.Request.Method, http.Request.Scheme, http.Request.Host, http.Request.Path) = (HttpMethods.Get, Uri.UriSchemeHttp, new HostString("localhost"), $"/{Address}");
        http.Request.RouteValues = new RouteValueDictionary(page.RoutePattern.RequiredValues);
        http.SetEndpoint(page);
        await page.RequestDelegate!(http);
    }
}
