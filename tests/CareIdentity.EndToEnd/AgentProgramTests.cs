using System.Diagnostics;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.EndToEnd.Workstations;
using CareIdentity.Testing;

namespace CareIdentity.EndToEnd;

/// <summary>The agent's program with pcscd and a card in its reader, and with windows as a desktop shows them.</summary>
public sealed class AgentProgramTests
{
    private const string Origin = "http://localhost:8080";
    private const string Nonce = "d2ViLWVpZC1ub25jZS1vZi00NC1jaGFyYWN0ZXJzLS0tLS0tLQ==";
    private const string Passcode = "246810";
    private const string Window = "Smartcard passcode";

    private static readonly object SignIn = new { version = 1, id = "q1", ask = "sign-in", origin = Origin, nonce = Nonce };

    [Journey]
    public async Task A_passcode_typed_in_a_real_window_signs_in()
    {
        if (VirtualDesktop.ReasonToSkip() is { } reason)
        {
            Assert.Skip(reason);
        }

        await using var service = await RunningService.StartAsync();
        await using var workstation = await AgentWorkstation.StartAsync(service);
        await using var desktop = await VirtualDesktop.StartAsync();
        await workstation.InsertAsync(null!, "Sam Taylor", "Reader 1");
        await using var agent = new AgentProgram(Surroundings.With(workstation.Pcscd.Environment, new("DISPLAY", desktop.Display)));

        await agent.AskAsync(SignIn);
        await desktop.TypeAsync(Window, Passcode);
        var answer = await agent.AnswerAsync();

        Assert.Equal("token", answer.GetProperty("outcome").GetString());
        Assert.True(WebEidSignature.Verifies(WebEidToken.Find(answer.GetProperty("token").GetString())!, Origin, Nonce));

        // A browser that goes while the window waits: window and agent go with it.
        await agent.AskAsync(SignIn);
        var early = agent.AnswerAsync();
        try
        {
            await Waiting.UntilAsync(async () => early.IsCompletedSuccessfully || await desktop.HasAsync(Window), "the window is there");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Neither the window nor an answer. Windows: {await desktop.TitlesAsync()}");
        }

        Assert.False(early.IsCompletedSuccessfully, early.IsCompletedSuccessfully ? $"No window, but an answer: {await early}" : "");

        Assert.Equal(0, await agent.EndAsync());
        await Waiting.UntilAsync(async () => !await desktop.HasAsync(Window), "the window is gone");
    }

    [Journey]
    public async Task A_card_that_is_pulled_while_its_passcode_is_asked_for_closes_the_window_and_one_put_in_opens_it()
    {
        await using var service = await RunningService.StartAsync();
        await using var workstation = await AgentWorkstation.StartAsync(service);
        await using var agent = new AgentProgram(workstation.Environment);

        await agent.AskAsync(SignIn);
        await workstation.Person.SeesAsync("Put your smartcard in");
        await workstation.InsertAsync(null!, "Sam Taylor", "Reader 1");
        var shown = await workstation.Person.SeesAsync(Window);
        await workstation.TakeOutAsync(null!, "Sam Taylor", "Reader 1");

        Assert.Contains($"{Origin} asks:", shown, StringComparison.Ordinal);
        Assert.Contains("3 tries are left", shown, StringComparison.Ordinal);
        Assert.Equal("no-card", (await agent.AnswerAsync()).GetProperty("outcome").GetString());
        await workstation.Person.NoWindowAsync();

        await workstation.InsertAsync(null!, "Blank card", "Reader 1");
        await agent.AskAsync(SignIn);
        Assert.Contains("blank", (await agent.AnswerAsync()).GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await agent.EndAsync());
    }

    [Journey]
    public async Task Where_something_is_missing_the_answer_names_it_and_what_to_do()
    {
        var bare = Surroundings.With();
        bare.Remove("WAYLAND_DISPLAY");

        Assert.Equal("no-window", await CodeAsync(new(bare) { ["DISPLAY"] = "" }));
        using var person = new PersonAtWindow();
        Assert.Equal("no-reader-service", await CodeAsync(new(bare)
        {
            ["DISPLAY"] = ":0",
            ["PATH"] = $"{person.Programs}:{Surroundings.Path}",
            ["PCSCLITE_CSOCK_NAME"] = "/nowhere/pcscd.comm",
        }));
    }

    [Journey]
    public async Task Nobody_but_the_extension_starts_it()
    {
        await using var agent = new AgentProgram(Surroundings.With(), "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/");

        Assert.Equal(2, await agent.ExitAsync());
    }

    [Journey]
    public async Task The_diagnosis_tells_what_is_there_and_what_to_do_and_nobodys_name()
    {
        await using var service = await RunningService.StartAsync();
        await using var workstation = await AgentWorkstation.StartAsync(service);
        await workstation.InsertAsync(null!, "Sam Taylor", "Reader 1");
        var folder = Directory.CreateTempSubdirectory("cis-diagnose-").FullName;
        var start = new ProcessStartInfo(AgentWorkstation.AgentProgram, ["diagnose", "--origin", service.Address]) { WorkingDirectory = folder };
        foreach (var (name, value) in workstation.Environment)
        {
            start.Environment[name] = value;
        }

        var said = (await StartedProgram.RunAsync(start)).Output;

        foreach (var sentence in new[]
        {
            "The card reader service runs.", "connected, with a card.", "3 passcode tries are left.", "the certificate to sign in is valid until",
            "connected, without a card.", "The passcode window can be shown.", $"{service.Address} answers.", "The clock of this computer agrees with the service's.",
        })
        {
            Assert.Contains(sentence, said, StringComparison.Ordinal);
        }

        var report = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder, "Care_Identity_Diagnostic_Log_*.txt")));
        Assert.Contains("3 passcode tries are left.", report, StringComparison.Ordinal);
        Assert.DoesNotContain(workstation.CardOf("Sam Taylor").Serial.ToString(), report, StringComparison.Ordinal);
        Assert.DoesNotContain("Taylor", report, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string?> CodeAsync(Dictionary<string, string> environment)
    {
        await using var agent = new AgentProgram(environment);
        await agent.AskAsync(SignIn);
        var answer = await agent.AnswerAsync();
        Assert.NotEmpty(answer.GetProperty("reason").GetString()!);
        await agent.EndAsync();
        return answer.GetProperty("code").GetString();
    }
}
