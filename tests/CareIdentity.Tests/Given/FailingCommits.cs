using System.Data.Common;
using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CareIdentity.Tests.Given;

/// <summary>
/// Power that goes at a chosen commit to the tables of the authority, right before it is on the disk or right after. Everything else that is
/// saved meanwhile is let through. A commit is the end of a transaction, a single statement without one, or on PostgreSQL what travels in one journey.
/// </summary>
public sealed class FailingCommits : IDbTransactionInterceptor, IDbCommandInterceptor, IDbConnectionInterceptor
{
    private static readonly string[] Tables = ["certificates", "ocsp_signers", "revocation_list"];

    private int left;
    private bool afterwards;
    private bool isUnderWay;
    private bool sawWrite;
    private bool sawOurs;

    public bool HasFailed { get; private set; }

    /// <param name="commit">From one.</param>
    /// <param name="persisted">Whether it is on the disk although whoever committed hears of a failure.</param>
    public void FailAt(int commit, bool persisted) => (left, afterwards, HasFailed, isUnderWay, sawWrite, sawOurs) = (commit, persisted, false, false, false, false);

    public void FailNoMore() => left = 0;

    public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Before(IsOurs);
        return new(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var ours = IsOurs;
        (sawWrite, sawOurs) = (false, false);
        After(ours);
        return Task.CompletedTask;
    }

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        (sawWrite, sawOurs) = (false, false);
        return Task.CompletedTask;
    }

    public ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Before(Single(command, eventData));
        return new(result);
    }

    public ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        After(Single(command, eventData));
        return new(result);
    }

    public ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Before(Single(command, eventData));
        return new(result);
    }

    public ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        After(Single(command, eventData));
        return new(result);
    }

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Before(eventData.Context is CareIdentityDb { SavesInOneJourney: true });
        return new(result);
    }

    public ValueTask<InterceptionResult> ConnectionClosingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        After(eventData.Context is CareIdentityDb { SavesInOneJourney: true });
        return new(result);
    }

    /// <summary>What is written many at once passes no interceptor: a transaction in which no other write was seen is of that kind.</summary>
    private bool IsOurs => sawOurs || !sawWrite;

    /// <summary>A statement that is its own transaction; others are remembered until theirs ends.</summary>
    private bool Single(DbCommand command, CommandEventData eventData)
    {
        var text = command.CommandText.TrimStart();
        if (!text.StartsWith("insert", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("update", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("delete", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var ours = Array.Exists(Tables, table => text.Contains(table, StringComparison.OrdinalIgnoreCase));
        if (eventData.Context?.Database.CurrentTransaction is null)
        {
            return ours;
        }

        (sawWrite, sawOurs) = (true, sawOurs || ours);
        return false;
    }

    private void Before(bool ours)
    {
        if (!ours || left == 0 || --left > 0)
        {
            return;
        }

        if (!afterwards)
        {
            Fail();
        }

        isUnderWay = true;
    }

    private void After(bool ours)
    {
        if (ours && isUnderWay)
        {
            isUnderWay = false;
            Fail();
        }
    }

    private void Fail()
    {
        HasFailed = true;
        throw new PowerGoneException();
    }
}

public sealed class PowerGoneException() : Exception("The power went.");
