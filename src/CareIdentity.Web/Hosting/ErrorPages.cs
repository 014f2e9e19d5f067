using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// What a browser shows when something could not be done: never a stack trace, always what to do next.
/// Programs (the API, OCSP, token endpoints) get the bare status or a problem document instead.
/// </summary>
internal static class ErrorPages
{
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app
        .UseWhen(WantsPage, pages => pages
            .UseExceptionHandler("/errors/500")
            .UseStatusCodePagesWithReExecute("/errors/{0}"))
        .UseWhen(context => !WantsPage(context), programs => programs.UseExceptionHandler());

    /// <summary>What a person reads out to the help desk, and an operator finds in the log.</summary>
    public static string Reference(HttpContext context) =>
        Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    /// <summary>Whether this page is shown in place of another one, rather than asked for by its address.</summary>
    public static bool IsReExecuted(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>() is not null
        || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;

    private static bool WantsPage(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
