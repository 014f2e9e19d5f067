using System.Diagnostics;
using System.Net;
using System.Net.Security;
using CareIdentity.Messages;
using CareIdentity.People;
using CareIdentity.Testing.Mail;
using Xunit;

namespace CareIdentity.Tests.Mail;

/// <summary>What goes over the line to a mail server, and what is made of its answers.</summary>
public sealed class SmtpCarrierTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly OutgoingMessage Message = new(Guid.CreateVersion7(), EmailAddress.TryParse("asha.patel@nhs.net", out var to) ? to : throw new UnreachableException(), "Zofia Wiśniewska invites you", "Hello Asha,\n.\nA line of its own.\n");

    private readonly TestMailServer server = new();

    public ValueTask InitializeAsync()
    {
#pragma warning disable SYSLIB0014 // SmtpClient asks nobody else; only the one certificate of this test server is let through.
        ServicePointManager.ServerCertificateValidationCallback = (_, shown, _, errors) => errors is SslPolicyErrors.None || shown?.GetCertHashString() == server.Certificate.GetCertHashString();
#pragma warning restore SYSLIB0014
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
#pragma warning disable SYSLIB0014
        ServicePointManager.ServerCertificateValidationCallback = null;
#pragma warning restore SYSLIB0014
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_message_goes_out_encrypted_signed_in_and_whole()
    {
        server.Account = ("care", "secret-of-the-relay");

        var delivery = await CarryAsync(Options() with { User = "care", Password = "secret-of-the-relay" });

        Assert.IsType<Delivery.Taken>(delivery);
        var taken = Assert.Single(server.Taken);
        Assert.True(taken.Encrypted);
        Assert.Equal(("care", "identity@example.nhs.uk", "asha.patel@nhs.net"), (taken.User, taken.From, taken.To));
        Assert.Equal($"<{Message.Id:N}@example.nhs.uk>", taken.Header("Message-ID"));
        Assert.Equal("auto-generated", taken.Header("Auto-Submitted"));
        Assert.Equal("Hello Asha,\n.\nA line of its own.", taken.Words.ReplaceLineEndings("\n").TrimEnd());
    }

    [Fact]
    public async Task Without_STARTTLS_nothing_is_said()
    {
        server.OffersStartTls = false;

        var delivery = await CarryAsync(Options());

        Assert.False(Assert.IsType<Delivery.Refused>(delivery).ForGood);
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused_and_tried_again()
    {
#pragma warning disable SYSLIB0014
        ServicePointManager.ServerCertificateValidationCallback = null;
#pragma warning restore SYSLIB0014

        Assert.Equal(new Delivery.Refused("not-trusted", ForGood: false), await CarryAsync(Options()));
        Assert.Empty(server.Taken);
    }

    [Fact]
    public async Task A_wrong_password_of_ours_is_no_fault_of_the_message()
    {
        server.Account = ("care", "secret-of-the-relay");

        var delivery = Assert.IsType<Delivery.Refused>(await CarryAsync(Options() with { User = "care", Password = "another" }));

        Assert.False(delivery.ForGood);
        Assert.StartsWith("account-53", delivery.Trouble, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailFault.Busy, "smtp-450", false)]
    [InlineData(MailFault.NoSuchMailbox, "smtp-550", true)]
    [InlineData(MailFault.RefusesContent, "smtp-554", true)]
    [InlineData(MailFault.ShuttingDown, "smtp-421", false)]
    [InlineData(MailFault.DropsInData, "connection-lost", false)]
    [InlineData(MailFault.DropsAfterData, "connection-lost", false)]
    [InlineData(MailFault.Silent, "too-slow", false)]
    public async Task Each_way_to_go_wrong_is_a_value(MailFault fault, string trouble, bool forGood)
    {
        server.Next(fault);

        Assert.Equal(new Delivery.Refused(trouble, forGood), await CarryAsync(Options() with { TimeoutSeconds = fault is MailFault.Silent ? 1 : 60 }));
        Assert.IsType<Delivery.Taken>(await CarryAsync(Options()));
    }

    [Fact]
    public async Task A_server_that_is_away_and_none_at_all_are_values()
    {
        var away = Options();
        await server.DisposeAsync();

        Assert.Equal(new Delivery.Refused("connection-lost", ForGood: false), await CarryAsync(away));
        Assert.Equal(new Delivery.Refused("no-mail-server", ForGood: false), await CarryAsync(new MailOptions()));
    }

    [Theory]
    [InlineData("smtp.example", false, "identity@example.nhs.uk", null, null)]
    [InlineData("smtp.example", true, "nobody", null, null)]
    [InlineData("smtp.example", true, "identity@example.nhs.uk", "care", null)]
    public void What_cannot_hold_is_said_at_the_start(string host, bool startTls, string from, string? user, string? password)
    {
        Assert.Single(new MailOptions { Host = host, StartTls = startTls, From = from, User = user, Password = password }.Problems());
    }

    [Fact]
    public void A_relay_on_this_machine_may_go_without_encryption_and_no_log_shows_the_password()
    {
        var options = new MailOptions { Host = "127.0.0.1", StartTls = false, From = "identity@example.nhs.uk", User = "care", Password = "secret-of-the-relay" };

        Assert.Empty(options.Problems());
        Assert.DoesNotContain("secret", $"{options}", StringComparison.Ordinal);
    }

    private MailOptions Options() => new() { Host = "localhost", Port = server.Port, From = "identity@example.nhs.uk", FromName = "Care Identity" };

    private static Task<Delivery> CarryAsync(MailOptions options) => new SmtpCarrier(options).CarryAsync(Message, None);
}
