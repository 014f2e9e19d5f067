using System.Xml.Linq;
using Xunit;

namespace CareIdentity.Tests.Architecture;

/// <summary>The arrows between projects: Web, Tool → CareIdentity → Pki, Cards ← Agent.</summary>
public sealed class ProjectTests
{
    [Theory]
    [InlineData("CareIdentity.Pki", "")]
    [InlineData("CareIdentity.Cards", "")]
    [InlineData("CareIdentity", "CareIdentity.Cards CareIdentity.Pki")]
    [InlineData("CareIdentity.Web", "CareIdentity")]
    [InlineData("CareIdentity.Tool", "CareIdentity")]
    [InlineData("CareIdentity.Agent", "CareIdentity.Cards")]
    public void A_project_references_only(string project, string others)
    {
        var file = XDocument.Load(Path.Combine(Root(), "src", project, $"{project}.csproj"));

        var references = file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.Equal(others.Split(' ', StringSplitOptions.RemoveEmptyEntries), references.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("CareIdentity.Pki")]
    [InlineData("CareIdentity.Cards")]
    public void Keys_and_cards_take_no_package(string project)
    {
        var file = XDocument.Load(Path.Combine(Root(), "src", project, $"{project}.csproj"));

        Assert.Empty(file.Descendants("PackageReference"));
        Assert.Empty(file.Descendants("FrameworkReference"));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CareIdentity.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
