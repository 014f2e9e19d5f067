using System.Text;
using System.Text.RegularExpressions;
using CareIdentity.Web.Portal;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Every file that the portal gives away as a table: no cell of it is a formula to a spreadsheet.</summary>
public sealed partial class ExportTests(TrainingPortal portal)
{
    /// <summary>Every GET handler with a name of its own is opened by the people who may open most; what answers as CSV is read cell by cell.</summary>
    [Fact]
    public async Task No_cell_of_any_export_begins_a_formula()
    {
        var exports = new List<string>();
        foreach (var name in new[] { "Priya Raman", "Margaret Oyelaran", "Sam Taylor" })
        {
            var visitor = await portal.SignInAsync(name);
            foreach (var (route, handler) in Handlers())
            {
                var path = "/" + Parameter().Replace(route, match => match.Value == "{code}" ? "TPH01" : Guid.Empty.ToString());
                foreach (var query in handler == "Template" ? Enum.GetNames<CareIdentity.Batches.BatchKind>().Select(kind => $"&of={kind}") : [""])
                {
                    using var answer = await visitor.GetAsync($"{path}?handler={handler}{query}");
                    if (answer.Content.Headers.ContentType?.MediaType == "text/csv")
                    {
                        exports.Add($"{route} {handler}");
                        AssertHarmless(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), path);
                    }
                }
            }
        }

        Assert.Contains("locum-register Export", exports);
        Assert.Contains("organisations/{code}/staff Export", exports);
        Assert.Contains("organisations/{code}/requests Export", exports);
        Assert.Contains("organisations/{code}/shared Export", exports);
        Assert.Contains("positions Export", exports);
        Assert.Contains("positions/restricted Export", exports);
        Assert.Contains("organisations/{code}/coverage Export", exports);
        Assert.Contains("batches/new Template", exports);
    }

    /// <summary>Whatever writes a table goes through the one writer: nobody else names the type, but for the templates, whose cells are ours.</summary>
    [Fact]
    public void Tables_are_written_by_one_writer_only()
    {
        var source = new DirectoryInfo(Path.Combine(Repository(), "src", "CareIdentity.Web"));
        var named = source.EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file.FullName).Contains("\"text/csv", StringComparison.Ordinal))
            .Select(file => file.Name)
            .Order(StringComparer.Ordinal);

        Assert.Equal(["Adopt.cshtml.cs", "CsvRows.cs", "File.cshtml.cs", "New.cshtml.cs"], named);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\tx")]
    [InlineData("\rx")]
    [InlineData("\nx")]
    [InlineData("=\"a\",b")]
    public void A_cell_that_begins_a_formula_is_marked_as_text(string cell)
    {
        AssertHarmless(Written(cell), cell);
        Assert.Contains("'", Written(cell), StringComparison.Ordinal);
    }

    private static string Written(string cell) => (string)typeof(PortalPage).Assembly.GetType("CareIdentity.Web.Portal.CsvRows", throwOnError: true)!
        .GetMethod("Field")!.Invoke(null, [cell])!;

    private static void AssertHarmless(string file, string where)
    {
        foreach (var cell in Cells(file))
        {
            Assert.False(cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n', $"{where}: {cell}");
        }
    }

    /// <summary>RFC 4180, every field as a spreadsheet would take it.</summary>
    private static List<string> Cells(string file)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < file.Length; i++)
        {
            switch (file[i])
            {
                case '"' when quoted && i + 1 < file.Length && file[i + 1] == '"':
                    cell.Append(file[i++]);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' or '\r' or '\n' when !quoted:
                    cells.Add(cell.ToString());
                    cell.Clear();
                    break;
                default:
                    cell.Append(file[i]);
                    break;
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }

    private IEnumerable<(string Route, string Handler)> Handlers() => portal.Routes.OfType<RouteEndpoint>()
        .Select(route => (Route: route.RoutePattern.RawText!, Page: route.Metadata.GetMetadata<PageActionDescriptor>()))
        .Where(page => page.Page is not null && !page.Route.StartsWith("gallery", StringComparison.Ordinal) && !page.Route.StartsWith("errors", StringComparison.Ordinal))
        .DistinctBy(page => page.Route)
        .SelectMany(page => typeof(Program).Assembly
            .GetType("CareIdentity.Web" + page.Page!.RelativePath.Replace(".cshtml", "Model", StringComparison.Ordinal).Replace('/', '.'), throwOnError: true)!
            .GetMethods()
            .Where(method => method.Name.StartsWith("OnGet", StringComparison.Ordinal) && method.Name is not ("OnGet" or "OnGetAsync"))
            .Select(method => (page.Route, method.Name["OnGet".Length..].Replace("Async", "", StringComparison.Ordinal))));

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CareIdentity.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
