using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.SignIn;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Sessions;

/// <summary>Finds the session of each request that reaches a page or endpoint, and fills what stands around the page.</summary>
internal static class SessionMiddleware
{
    public static IServiceCollection AddSessions(this IServiceCollection services) => services
        .AddScoped<CurrentSession>()
        .AddSingleton<ServiceOrigin>()
        .AddScoped<RefusalViews>();

    public static IApplicationBuilder UseSessions(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (SessionCookies.Session(http.Request) is { } token && http.GetEndpoint() is not null)
        {
            await FindAsync(http, token);
        }

        await next(http);
    });

    private static async Task FindAsync(HttpContext http, string token)
    {
        var services = http.RequestServices;
        var current = services.GetRequiredService<CurrentSession>();
        var found = await services.GetRequiredService<SessionQueries>().FindAsync(token, http.RequestAborted);
        if (found.IsRefused(out var refusal, out var view))
        {
            current.Ended = refusal;
            SessionCookies.ClearSession(http);
            return;
        }

        current.View = view with { Actor = view.Actor with { CorrelationId = http.TraceIdentifier } };
        current.Roles = await services.GetRequiredService<PositionAuthority>().RolesNowAsync(current.View.Actor, http.RequestAborted);
        var shell = services.GetRequiredService<Shell>();
        shell.Account = new AccountView(view.Actor.Name, view.RoleSelected ? view.Actor.ActingAs : null);
        shell.Navigation = Navigation(current);
    }

    /// <summary>Entries that the role can never use are absent.</summary>
    private static List<NavigationEntry> Navigation(CurrentSession current)
    {
        var entries = new List<NavigationEntry> { new("Home", "/") };
        if (current.Required is { TermsAccepted: true, RoleSelected: true })
        {
            entries.Add(new NavigationEntry("Search", "/search"));
            if (current.Can(RaFunction.RaiseRequest) || current.Can(RaFunction.CreateProfile) || current.Can(RaFunction.DecideRequest))
            {
                entries.Add(new NavigationEntry("Requests", "/requests"));
            }

            if (current.Can(RaFunction.InviteApplicant) || current.Can(RaFunction.CreateProfile))
            {
                entries.Add(new NavigationEntry("Applications", "/applications"));
            }

            if (current.Can(RaFunction.ViewPositions))
            {
                entries.Add(new NavigationEntry("Positions", "/positions"));
            }

            if (current.Can(RaFunction.ManageManyAssignments) || current.Can(RaFunction.RaiseRequest))
            {
                entries.Add(new NavigationEntry("Batches", "/batches"));
            }

            if (current.Can(RaFunction.ManageStaffRecords) || current.Can(RaFunction.ApproveStaffMapping))
            {
                entries.Add(new NavigationEntry("Staff records", "/staff-records"));
            }

            if (current.Can(RaFunction.AdministerReferenceData))
            {
                entries.Add(new NavigationEntry("Restricted combinations", "/positions/restricted"));
            }

            if (current.Required.Actor.Organisation is { } organisation)
            {
                entries.Add(new NavigationEntry("My organisation", $"/organisations/{organisation}"));
            }

            if (current.Can(RaFunction.SetUpRaOrganisation))
            {
                entries.Add(new NavigationEntry("Certificates", "/administration/certificates"));
            }

            if (current.Can(RaFunction.LookAfterMessages))
            {
                entries.Add(new NavigationEntry("Messages", "/administration/messages"));
            }

            if (current.Can(RaFunction.ChangeCardMasterKey))
            {
                entries.Add(new NavigationEntry("Keys of the cards", "/cards/keys"));
            }
        }

        entries.Add(new NavigationEntry("Me", "/me"));
        return entries;
    }
}
