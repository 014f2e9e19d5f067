namespace CareIdentity.Web.PublicPki;

internal static class PublicPkiServices
{
    public static IServiceCollection AddPublicPki(this IServiceCollection services) =>
        services.AddSingleton<OcspEndpoint>().AddHostedService<TimetableService>();

    /// <summary>First of all, and made at the first request: what it needs may refuse the start, which is said there.</summary>
    public static IApplicationBuilder UseOcsp(this IApplicationBuilder app)
    {
        var root = app.ApplicationServices;
        return app.Use((http, next) => root.GetRequiredService<OcspEndpoint>().AnswerAsync(http, next));
    }
}
