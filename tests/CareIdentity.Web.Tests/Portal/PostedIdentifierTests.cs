using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using CareIdentity.Data;
using CareIdentity.Testing;
using CareIdentity.Web.Tests.Nhs.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>
/// Every identifier that a form carries, hidden, chosen or typed, sent by somebody who may open the form: one of a thing that there is but that is
/// none of theirs, one of nothing, one that is none. Never a failure of the service, never a change, and what is refused says by what rule. Which
/// fields are identifiers is read from the pages themselves, so that a new form is asked too.
/// </summary>
[TakesLong(60)]
public sealed partial class PostedIdentifierTests : IDisposable
{
    private const string Nothing = "11111111-1111-4111-8111-111111111111";

    /// <summary>Who may open most forms between them, none of them outside their own Registration Authority.</summary>
    private static readonly string[] Names = ["Sam Taylor", "Hannah Lewis", "Priya Raman", "Edwin Clarke"];

    /// <summary>Typed, and so without a value that shows what they are.</summary>
    private static readonly string[] TypedUuids = ["Uuid", "Uuids", "Borrower"];

    private static readonly string[] TypedOdsCodes = ["To", "Sites", "IncludeFrom", "Organisation"];

    private readonly TrainingPortal portal = new();

    [Fact]
    public async Task No_form_and_no_query_follows_an_identifier_that_is_none_of_the_senders()
    {
        var world = await MatrixWorld.MakeAsync(portal, [.. Names, "Zofia Wiśniewska", MatrixWorld.Foreigner]);
        await world.FindForeignAsync();
        var (asked, seen, wrong, verdicts) = (0, new HashSet<string>(StringComparer.Ordinal), new List<string>(), new SortedDictionary<int, int>());
        var queries = await AskAsync(world, "Priya Raman", wrong);
        foreach (var name in Names)
        {
            var visitor = await portal.AsAsync(name);
            foreach (var (form, field, value) in await CasesAsync(world, visitor, name, seen))
            {
                asked++;
                var before = await EventsAsync();
                using var content = form.With(field, value);
                using var answer = await visitor.Client.PostAsync(new Uri(form.Target, UriKind.Relative), content);
                verdicts[(int)answer.StatusCode] = verdicts.GetValueOrDefault((int)answer.StatusCode) + 1;
                var trouble = (int)answer.StatusCode >= 500 ? $"{(int)answer.StatusCode}"
                    : await EventsAsync() != before ? $"a change ({(int)answer.StatusCode} {answer.Headers.Location})"
                    : Shows(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)) ? $"{(int)answer.StatusCode} and what is not theirs is shown"
                    : await UnexplainedAsync(answer) ? $"{(int)answer.StatusCode} without a code"
                    : null;
                if (trouble is not null)
                {
                    wrong.Add($"{name}: {form.Target} {field}={value}: {trouble}");
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Size: posted identifiers: {queries} queries, {asked} forms; {string.Join(", ", verdicts.Select(v => $"{v.Value} answered {v.Key}"))}.");
        Assert.True(wrong.Count == 0, $"{wrong.Count}\n{string.Join('\n', wrong.Take(150))}");
        Assert.True(queries > 50 && asked > 300, $"{queries} queries, {asked} forms");
    }

    /// <summary>The same things asked for in an address: what is beside the route opens nothing that the route would not.</summary>
    private async Task<int> AskAsync(MatrixWorld world, string name, List<string> wrong)
    {
        var (asked, visitor) = (0, await portal.AsAsync(name));
        foreach (var (route, model) in Pages())
        {
            foreach (var (field, type) in Queried(model).Where(query => !route.Contains($"{{{query.Name}", StringComparison.OrdinalIgnoreCase)))
            {
                foreach (var value in type == typeof(string) || type == typeof(List<string>) ? [world.Uuid(MatrixWorld.Foreigner), MatrixWorld.ForeignPharmacy] : world.ForeignIds)
                {
                    asked++;
                    var path = world.Fill(route, "Zofia Wiśniewska").Split('?')[0] + $"?{field}={value}";
                    using var answer = await visitor.GetAsync(path);
                    if ((int)answer.StatusCode >= 500 || Shows(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)))
                    {
                        wrong.Add($"{name}: {path}: {(int)answer.StatusCode}");
                    }
                }
            }
        }

        return asked;
    }

    public void Dispose() => portal.Dispose();

    /// <summary>What a GET binds that may be an identifier.</summary>
    private static IEnumerable<(string Name, Type Type)> Queried(Type model) => model.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(property => (property.Name, property.PropertyType, Bind: property.GetCustomAttribute<BindPropertyAttribute>()))
        .Where(property => property.Bind is { SupportsGet: true })
        .Select(property => (Name: property.Bind!.Name ?? property.Name, Type: property.PropertyType))
        .Concat(model.GetMethods().Where(method => method.Name.StartsWith("OnGet", StringComparison.Ordinal)).SelectMany(method => method.GetParameters().Select(parameter => (Name: parameter.Name!, Type: parameter.ParameterType))))
        .Where(query => MayBeId(query.Type))
        .DistinctBy(query => query.Name.ToUpperInvariant());

    private static bool MayBeId(Type type) => type == typeof(string) || type == typeof(Guid) || type == typeof(Guid?) || type == typeof(List<Guid>) || type == typeof(List<string>);

    /// <summary>Found before any is sent: what one form does, changes which others there are.</summary>
    private async Task<IReadOnlyList<(PostedForm Form, string Field, string Value)>> CasesAsync(MatrixWorld world, PortalVisitor visitor, string name, HashSet<string> seen)
    {
        var cases = new List<(PostedForm, string, string)>();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        foreach (var (route, model) in Pages().Where(page => page.Model.GetMethods().Any(method => method.Name.StartsWith("OnPost", StringComparison.Ordinal))))
        {
            foreach (var path in route.Contains("{code}", StringComparison.Ordinal) ? [world.Fill(route), world.Fill(route, organisation: "TRA01")] : new[] { world.Fill(route, "Zofia Wiśniewska") })
            {
                using var answer = await visitor.GetAsync(path);
                if (answer.StatusCode is not HttpStatusCode.OK)
                {
                    continue;
                }

                foreach (var form in PostedForm.Of(await PortalHost.ReadAsync(answer), path, today))
                {
                    var fields = form.Offered.Keys.Select(field => (Field: field, Values: Values(world, model, form, field))).Where(field => field.Values.Count > 0);
                    cases.AddRange(fields
                        .Where(field => seen.Add($"{name} {route} {Row().Replace(form.Target.Split('?')[^1], "")} {Row().Replace(field.Field, "")}"))
                        .SelectMany(field => field.Values.Select(value => (form, field.Field, value))));
                }
            }
        }

        return cases;
    }

    private static IReadOnlyList<string> Values(MatrixWorld world, Type model, PostedForm form, string field)
    {
        var (last, shown) = (field.Split('.')[^1], form.Offered[field].FirstOrDefault(value => value.Length > 0) ?? "");
        return Guid.TryParse(shown, out _) || IsGuid(model, field) ? [.. world.ForeignIds, Nothing, "*"]
            : UuidForm().IsMatch(shown) || TypedUuids.Contains(last) ? [world.Uuid(MatrixWorld.Foreigner), "999999999999", "12"]
            : ReferenceForm().IsMatch(shown) ? ["R-AAAA-AAAA", "R-*"]
            : RbacForm().IsMatch(shown) ? ["R0000", "B0000", "R*"]
            : OdsForm().IsMatch(shown) || TypedOdsCodes.Contains(last) ? [MatrixWorld.ForeignPharmacy, MatrixWorld.ForeignRa, "ZZZ99", "%"]
            : [];
    }

    /// <summary>Where nothing is offered, the page says what it binds.</summary>
    private static bool IsGuid(Type model, string field) =>
        model.GetProperty(field, BindingFlags.Public | BindingFlags.Instance) is { } property
        && property.GetCustomAttribute<BindPropertyAttribute>() is not null
        && (property.PropertyType == typeof(Guid) || property.PropertyType == typeof(Guid?) || property.PropertyType == typeof(List<Guid>));

    /// <summary>What people did; the service itself works on in the background.</summary>
    private Task<int> EventsAsync() => portal.WithAsync((CareIdentityDb db) => db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS \"Value\" FROM audit_events WHERE actor_id IS NOT NULL").SingleAsync());

    /// <summary>People are found by everybody; what they do elsewhere is not.</summary>
    private static bool Shows(string page) => page.Contains(MatrixWorld.ForeignPositionName, StringComparison.Ordinal) || page.Contains(MatrixWorld.ForeignWorkgroupName, StringComparison.Ordinal);

    private static async Task<bool> UnexplainedAsync(HttpResponseMessage answer)
    {
        if (answer.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.UnprocessableEntity or HttpStatusCode.Conflict))
        {
            return false;
        }

        var page = await PortalHost.ReadAsync(answer);
        return page.QuerySelector(".cis-small-print code") is null && page.QuerySelector(".nhsuk-error-summary") is null;
    }

    private IEnumerable<(string Route, Type Model)> Pages() => portal.Routes.OfType<RouteEndpoint>()
        .Select(route => (Route: route.RoutePattern.RawText!, Page: route.Metadata.GetMetadata<PageActionDescriptor>()))
        .Where(page => page.Page is not null && !page.Route.StartsWith("gallery", StringComparison.Ordinal) && !page.Route.StartsWith("errors", StringComparison.Ordinal) && !page.Route.StartsWith("sign-in", StringComparison.Ordinal))
        .DistinctBy(page => page.Route)
        .OrderBy(page => page.Route, StringComparer.Ordinal)
        .Select(page => (page.Route, Model: typeof(Program).Assembly.GetType("CareIdentity.Web" + page.Page!.RelativePath.Replace(".cshtml", "Model", StringComparison.Ordinal).Replace('/', '.'), throwOnError: true)!));

    /// <summary>What tells the rows of one list apart.</summary>
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+")]
    private static partial Regex Row();

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex UuidForm();

    [GeneratedRegex("^[RA]-[0-9A-Z]{4}-[0-9A-Z]{4}$")]
    private static partial Regex ReferenceForm();

    [GeneratedRegex("^[RB][0-9]{4}$")]
    private static partial Regex RbacForm();

    [GeneratedRegex("^T[A-Z]{2,3}[0-9]{1,2}$")]
    private static partial Regex OdsForm();
}
