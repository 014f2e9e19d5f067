using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using CareIdentity.Testing;
using CareIdentity.Web.Tests.Nhs.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>
/// Every identifier that a route or a page takes, given what nobody's identifier is: signs that searching knows, NUL, letters that look alike, too
/// much, the identifiers of other things. Made from the route table, so that a new parameter is asked too. Never a failure of the service,
/// never somebody's record.
/// </summary>
[TakesLong(140)]
public sealed partial class IdentifierMatrixTests(TrainingPortal portal)
{
    private static readonly string[] Hostile =
    [
        "*", "%25", "_", "%00", "TPH01%00", "T*", "T%25", "TPH0_", "%D0%A2PH01", "\u0422\u0420\u041D01", "\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18\uFF19\uFF10\uFF11\uFF12",
        "'", "%22", "';--", "%27%20or%201=1", "%3Cscript%3E", "..", "..%2F..%2Fetc", "-1", "0", "00000000-0000-0000-0000-000000000000", "{0}", "%0A", "%20", "null", "R-AAAA-AAAA",
        "123456789012", "999999999999999999999999999999", "09\u0660\u0661", "\uD83D\uDE00", "a%CC%81",
    ];

    private static readonly string[] Names = ["Priya Raman", "Sam Taylor"];

    [Fact]
    public async Task No_route_breaks_or_opens_a_record_for_an_identifier_of_nobody()
    {
        var values = Hostile.Append(new string('A', 3000)).Append(new string('9', 3000)).ToList();
        var (asked, wrong) = (0, new List<string>());
        foreach (var name in Names)
        {
            var visitor = await portal.AsAsync(name);
            foreach (var route in Routes())
            {
                var parameters = Parameter().Matches(route).Select(match => match.Value).ToList();
                foreach (var parameter in parameters.Where(parameter => !parameter.EndsWith("?}", StringComparison.Ordinal)))
                {
                    foreach (var value in values)
                    {
                        asked++;
                        var path = "/" + Parameter().Replace(route, match => match.Value == parameter ? value : Good(match.Value));
                        if (await AskAsync(visitor, path, mayOpen: false) is { } trouble)
                        {
                            wrong.Add($"{name}: {trouble}");
                        }
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Size: identifiers of routes: {asked} questions.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }

    /// <summary>What pages take beside their route: filters, chosen people, positions and the like. Each is asked for a third of the values, the next one for the next third.</summary>
    [Fact]
    public async Task No_page_breaks_for_a_hostile_query()
    {
        var (asked, wrong) = (0, new List<string>());
        var visitor = await portal.AsAsync("Priya Raman");
        var turn = 0;
        foreach (var (route, model) in Pages())
        {
            foreach (var field in Fields(model))
            {
                turn++;
                foreach (var value in Hostile.Append(new string('A', 3000)).Where((_, i) => (i + turn) % 3 == 0))
                {
                    asked++;
                    if (await AskAsync(visitor, $"/{Parameter().Replace(route, match => Good(match.Value))}?{field}={value}", mayOpen: true) is { } trouble)
                    {
                        wrong.Add(trouble);
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"Size: identifiers of queries: {asked} questions.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
    }

    private static async Task<string?> AskAsync(PortalVisitor visitor, string path, bool mayOpen)
    {
        try
        {
            using var answer = await visitor.GetAsync(path);
            return (int)answer.StatusCode >= 500 ? $"{Short(path)}: {(int)answer.StatusCode}"
                : !mayOpen && answer.StatusCode is HttpStatusCode.OK && !IsSearch(path) ? $"{Short(path)} opened: {(await PortalHost.ReadAsync(answer)).Title}"
                : null;
        }
        catch (UriFormatException)
        {
            return null; // No browser can ask it either.
        }
        catch (InvalidOperationException) when (path.Contains("%00", StringComparison.Ordinal))
        {
            return null; // Kestrel answers 400 to a path with NUL before anything of ours sees it; the test host throws.
        }
    }

    private static string Short(string path) => path.Length > 120 ? path[..120] + "…" : path;

    /// <summary>An identifier that consists of dots is taken out of an address before it is sent: another page opens.</summary>
    private static bool IsSearch(string path) => path.Contains("..", StringComparison.Ordinal);

    private static string Good(string parameter) => parameter switch
    {
        "{code}" => "TPH01",
        "{uuid}" => "123456789012",
        "{status:int}" => "404",
        "{work}" => "repair",
        var any when any.Contains("guid", StringComparison.Ordinal) => "11111111-1111-4111-8111-111111111111",
        _ => "x",
    };

    private IEnumerable<string> Routes() => portal.Routes.OfType<RouteEndpoint>()
        .Where(route => route.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.IHttpMethodMetadata>()?.HttpMethods is null or [] or ["GET"] || route.Metadata.GetMetadata<PageActionDescriptor>() is not null)
        .Select(route => route.RoutePattern.RawText!.TrimStart('/'))
        .Where(route => route.Contains('{', StringComparison.Ordinal) && !route.Contains("{*", StringComparison.Ordinal))
        .Where(route => !route.StartsWith("gallery", StringComparison.Ordinal) && !route.StartsWith("errors", StringComparison.Ordinal) && !route.StartsWith("pki", StringComparison.Ordinal))
        .Distinct()
        .Order(StringComparer.Ordinal);

    private IEnumerable<(string Route, Type Model)> Pages() => portal.Routes.OfType<RouteEndpoint>()
        .Select(route => (Route: route.RoutePattern.RawText!, Page: route.Metadata.GetMetadata<PageActionDescriptor>()))
        .Where(page => page.Page is not null && !page.Route.StartsWith("gallery", StringComparison.Ordinal) && !page.Route.StartsWith("errors", StringComparison.Ordinal))
        .DistinctBy(page => page.Route)
        .Select(page => (page.Route, Type: typeof(Program).Assembly.GetType("CareIdentity.Web" + page.Page!.RelativePath.Replace(".cshtml", "Model", StringComparison.Ordinal).Replace('/', '.'), throwOnError: true)!));

    /// <summary>Names that a GET binds: properties, parameters of handlers, and what every list takes.</summary>
    private static IEnumerable<string> Fields(Type model) => model.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(property => (property.Name, Bind: property.GetCustomAttribute<BindPropertyAttribute>()))
        .Where(property => property.Bind is { SupportsGet: true })
        .Select(property => property.Bind!.Name ?? property.Name)
        .Concat(model.GetMethods().Where(method => method.Name.StartsWith("OnGet", StringComparison.Ordinal)).SelectMany(method => method.GetParameters().Select(parameter => parameter.Name!)))
        .Concat(["q", "at", "page", "sort", "handler", "state", "list", "return"])
        .Distinct(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Parameter();
}
