using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace CareIdentity.Tests.Pki;

public sealed partial class CertificatePolicyTests
{
    [Fact]
    public void Every_section_that_the_code_cites_is_in_the_certificate_policy()
    {
        var root = Repository();
        var headings = Heading().Matches(File.ReadAllText(Path.Combine(root, "docs", "certificate-policy.md"))).Select(match => match.Groups[1].Value).ToHashSet();
        string[] folders = ["CareIdentity.Pki", Path.Combine("CareIdentity", "Certificates")];
        var cited = folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, "src", folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Citation().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .ToHashSet();

        Assert.NotEmpty(cited);
        Assert.Empty(cited.Except(headings));
    }

    private static string Repository([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));

    [GeneratedRegex(@"^#+ (\d+(?:\.\d+)+) ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"certificate policy §(\d+(?:\.\d+)+)")]
    private static partial Regex Citation();
}
