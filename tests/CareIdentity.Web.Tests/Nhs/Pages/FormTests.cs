using System.Net;
using AngleSharp.Dom;
using Xunit;

namespace CareIdentity.Web.Tests.Nhs.Pages;

/// <summary>Forms as a person meets them: what was typed stays, what is wrong is said beside the field and at the top.</summary>
public sealed class FormTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Path = "/gallery/form";

    [Fact]
    public async Task Each_problem_stands_beside_its_field_and_in_the_summary_in_the_order_of_the_page()
    {
        var page = await PortalHost.ReadAsync(await host.SubmitAsync(Path, ("Input.BornOn.Day", ""), ("Input.BornOn.Month", ""), ("Input.BornOn.Year", "")));

        var summary = page.QuerySelectorAll(".nhsuk-error-summary__list a");
        Assert.Equal(
            ["Enter a family name", "Enter a date of birth", "Select a professional register, or none", "Select the documents that you have seen", "Confirm that you have seen the documents and the person"],
            summary.Select(a => a.TextContent.Trim()));
        Assert.All(summary, a => Assert.NotNull(page.QuerySelector(a.GetAttribute("href")!)));
        Assert.Equal(summary.Length, page.QuerySelectorAll(".nhsuk-error-message").Length);
        Assert.StartsWith("Error: Create a profile", page.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("31", "2", "1984", "Date of birth must be a real date", "Input_BornOn-day")]
    [InlineData("31", "", "1984", "Date of birth must include a month", "Input_BornOn-month")]
    [InlineData("", "", "1984", "Date of birth must include a day and a month", "Input_BornOn-day")]
    [InlineData("1", "2", "84", "Year must include 4 numbers", "Input_BornOn-year")]
    public async Task A_date_that_is_none_is_refused_in_words_and_linked_to_its_box(string day, string month, string year, string message, string target)
    {
        var page = await PortalHost.ReadAsync(await host.SubmitAsync(Path, ("Input.BornOn.Day", day), ("Input.BornOn.Month", month), ("Input.BornOn.Year", year)));

        var link = page.QuerySelectorAll(".nhsuk-error-summary__list a").Single(a => a.TextContent.Trim() == message);
        Assert.Equal("#" + target, link.GetAttribute("href"));
        Assert.Contains("nhsuk-input--error", page.GetElementById(target)!.ClassName, StringComparison.Ordinal);
        Assert.Equal(day, page.GetElementById("Input_BornOn-day")!.GetAttribute("value"));
        Assert.Equal(year, page.GetElementById("Input_BornOn-year")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_wrong_date_alone_makes_the_whole_form_wrong()
    {
        var page = await PortalHost.ReadAsync(await host.SubmitAsync(
            Path,
            ("Input.FamilyName", "Patel"), ("Input.ProfessionalRegister", "none"), ("Input.Documents", "passport"), ("Input.IsDeclared", "true"),
            ("Input.BornOn.Day", "31"), ("Input.BornOn.Month", "2"), ("Input.BornOn.Year", "1984")));

        Assert.StartsWith("Error: ", page.Title, StringComparison.Ordinal);
        Assert.Equal("Date of birth must be a real date", Assert.Single(page.QuerySelectorAll(".nhsuk-error-summary__list a")).TextContent.Trim());
    }

    [Fact]
    public async Task What_was_typed_and_chosen_stays_when_the_form_comes_back()
    {
        var page = await PortalHost.ReadAsync(await host.SubmitAsync(
            Path,
            ("Input.FamilyName", "<O’Neill & \"Sons\">"),
            ("Input.BornOn.Day", "5"), ("Input.BornOn.Month", "jan"), ("Input.BornOn.Year", "1984"),
            ("Input.ProfessionalRegister", "gphc"), ("Input.ProfessionalNumber", "2089123"),
            ("Input.Documents", "passport"), ("Input.Documents", "statement"),
            ("Input.Title", "Dr"), ("Input.Notes", "\nkept")));

        Assert.Equal("<O’Neill & \"Sons\">", page.GetElementById("Input_FamilyName")!.GetAttribute("value"));
        Assert.True(page.QuerySelector("[name='Input.ProfessionalRegister'][value=gphc]")!.HasAttribute("checked"));
        Assert.DoesNotContain("hidden", page.GetElementById("conditional-Input_ProfessionalRegister")!.ClassName, StringComparison.Ordinal);
        Assert.Equal(["passport", "statement"], page.QuerySelectorAll("[name='Input.Documents'][checked]").Select(c => c.GetAttribute("value")));
        Assert.Equal("Dr", page.QuerySelector("#Input_Title option[selected]")!.GetAttribute("value"));
        Assert.Equal("\nkept", page.GetElementById("Input_Notes")!.TextContent);
        Assert.Equal("jan", page.GetElementById("Input_BornOn-month")!.GetAttribute("value"));
        Assert.Single(page.QuerySelectorAll(".nhsuk-error-summary__list a"));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_with_a_page_that_says_what_to_do()
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("Input.FamilyName", "Patel")]);

        var response = await host.Client.PostAsync(new Uri(Path, UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("This page was open for too long", (await PortalHost.ReadAsync(response)).QuerySelector("h1")!.TextContent);
    }
}
